# 可见范围：最严的算；放宽要原因，低于本类还要一句话；话分给诉求人的和内部的
start 2026-11-23 09:00
person li desk
person zhou liaison grid=310105006-G2
person lu legal_officer

as resident casework.report {"case":"quarrel","text":"楼上漏水不肯修","grid":"310105006-G2","class_code":"27002"}
case quarrel {"visibility":"parties"}
as zhou casework.set_visibility {"case":"quarrel","visibility":"restricted"}
refused zhou casework.set_visibility {"case":"quarrel","visibility":"restricted"} casework/same-visibility
refused zhou casework.set_visibility {"case":"quarrel","visibility":"parties"} casework/reason-required
as lu casework.set_visibility {"case":"quarrel","visibility":"parties","reason":"taken_back"}
refused zhou casework.set_visibility {"case":"quarrel","visibility":"public_","reason":"asked"} casework/below-class
as zhou casework.set_visibility {"case":"quarrel","visibility":"public_","reason":"asked","text":"双方都要求公开"}
then casework.visibility_set {"case":"quarrel","visibility":"public_","reason":"asked"}
as reporter casework.say {"case":"quarrel","text":"什么时候来看"}
as zhou casework.say {"case":"quarrel","text":"周三下午"}
as zhou casework.note {"case":"quarrel","text":"两家去年也吵过"}
then casework.noted {"case":"quarrel"}
refused reporter casework.note {"case":"quarrel","text":"看得到吗"} casework/not-permitted

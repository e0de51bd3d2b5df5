# 不予受理：说清去处；居民有异议，桌上重新打开，转法定途径一步办完
start 2026-11-23 09:00
person li desk
person lu legal_officer

as resident casework.report {"case":"refund","text":"健身卡不给退款","grid":"310105006-G2","class_code":"25003"}
case refund {"visibility":"parties"}
refused li casework.decline {"case":"refund","reason":"legal_path","path":"nowhere"} casework/unknown-path
as li casework.decline {"case":"refund","reason":"legal_path","path":"consumer","text":"请打 12315"}
case refund {"stage":"declined","decline_reason":"legal_path","legal_path":"consumer","open":false}
refused reporter casework.answer {"case":"refund","solved":false} casework/nothing-to-answer
as reporter casework.object {"case":"refund","text":"店已经关门了"}
case refund {"objections":1,"stage":"declined"}
as li casework.reopen {"case":"refund","reason":"objection"}
case refund {"stage":"reported","clock_kind":"triage","reopened":1}
as lu casework.refer {"case":"refund","path":"court","text":"只给法务看的情况"}
then casework.referred {"case":"refund","path":"court"}
then casework.closed {"case":"refund","ending":"legal_path"}
case refund {"stage":"closed","ending":"legal_path","legal_path":"court"}

# 邻里异议期：投放点办好先公示三天，有异议就再看一次，过了期才能办结
start 2026-11-23 09:00
person li desk
person zhang handler unit=property
person zhao checker

as resident casework.report {"case":"bins","text":"垃圾投放点要挪","grid":"310105006-G1","class_code":"21011"}
as li casework.send_on {"case":"bins","class_code":"21011","unit":"property"}
as li casework.supervise {"case":"bins","text":"要核查"}
as zhang casework.hand_in {"case":"bins","text":"已挪到西门","photos":["bins-after"]}
as zhao casework.check {"case":"bins","passed":true}
then casework.checked {"case":"bins","passed":true,"neighbours_until":"2026-11-27 00:00"}
refused li casework.close {"case":"bins","ending":"solved","condition":"done"} casework/neighbours-may-object
after 1 days
as li casework.object {"case":"bins","text":"西门一楼说太近"}
case bins {"stage":"checking","objections":1}
refused li casework.close {"case":"bins","ending":"solved","condition":"done"} casework/check-due
as zhao casework.check {"case":"bins","passed":true}
refused li casework.close {"case":"bins","ending":"solved","condition":"done"} casework/neighbours-may-object
at 2026-11-30 09:00
never casework.warned {"case":"bins","clock":"answer"}
as li casework.close {"case":"bins","ending":"solved","condition":"done"}
case bins {"stage":"closed"}

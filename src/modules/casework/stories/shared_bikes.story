# 共享单车：地铁口堵住了，两小时清理；没赶上，升级，每天提醒；清走又堵上
start 2026-11-23 08:00
person li desk
person bao handler unit=bikes
person he checker

as resident casework.report {"case":"bikes","text":"娄山关路站出口被共享单车堵住","grid":"310105006-G3","class_code":"09011"}
as li casework.send_on {"case":"bikes","class_code":"09011","condition":"operator","unit":"bikes"}
then casework.dispatched {"case":"bikes","reason":"standing_topic"}
case bikes {"clock_limit":"N2","clock_half":"2026-11-23 09:00","clock_soon":"2026-11-23 09:36","clock_due":"2026-11-23 10:00"}
at 2026-11-23 09:00
then casework.warned {"case":"bikes","level":"half"}
after 36 minutes
then casework.warned {"case":"bikes","level":"soon"}
after 24 minutes
then casework.warned {"case":"bikes","level":"late","reminder":0}
case bikes {"ever_late":true,"escalated":1,"side":"late_escalated"}
after 2 days
then casework.warned {"case":"bikes","level":"late","reminder":1}
then casework.warned {"case":"bikes","level":"late","reminder":2}
as bao casework.hand_in {"case":"bikes","text":"已清运","photos":["bikes-after"]}
then casework.handed_in {"case":"bikes","late":true}
as he casework.check {"case":"bikes","passed":true}
as li casework.close {"case":"bikes","ending":"solved","condition":"removed","text":"已清运，请您看看"}
case bikes {"handled_late":true,"ever_late":true,"stage":"closed"}

after 1 days
as reporter casework.answer {"case":"bikes","solved":false,"text":"今早又堵上了"}
then casework.answered {"case":"bikes","solved":false}
then casework.reopened {"case":"bikes","reason":"not_done"}
case bikes {"stage":"dispatched","side":"reopened","reopened":1,"clock_limit":"C3","unit":"bikes","ending":null}
as bao casework.hand_in {"case":"bikes","text":"加派两人值守","photos":["bikes-after-2"]}
case bikes {"stage":"checking"}
refused bao casework.check {"case":"bikes","passed":true} casework/not-permitted
as he casework.check {"case":"bikes","passed":true}
as li casework.close {"case":"bikes","ending":"solved","condition":"removed","text":"已加派人手"}
as reporter casework.answer {"case":"bikes","solved":true}
case bikes {"answered":true,"stage":"closed","reopened":1}

# 两次还没好：第一次自动重开，第二次由桌上决定；办的人自己不能回访
start 2026-11-23 09:00
person li desk
person wang handler unit=chengguan
person he checker

as resident casework.report {"case":"cart","text":"路口摊贩占道","grid":"310105006-G1","class_code":"28001","notify_by":"link"}
as li casework.send_on {"case":"cart","class_code":"28001","unit":"chengguan"}
as wang casework.hand_in {"case":"cart","text":"已劝离","photos":["cart-1"]}
as li casework.close {"case":"cart","ending":"solved","condition":"stopped","text":"已劝离"}
as reporter casework.answer {"case":"cart","solved":false,"text":"又来了"}
case cart {"stage":"dispatched","reopened":1,"answered":false}
as wang casework.hand_in {"case":"cart","text":"再次劝离","photos":["cart-2"]}
as he casework.check {"case":"cart","passed":true}
as li casework.close {"case":"cart","ending":"solved","condition":"stopped","text":"再次劝离"}
as reporter casework.answer {"case":"cart","solved":false,"text":"还是来"}
then casework.answered {"case":"cart","solved":false}
case cart {"stage":"closed","answered":false,"reopened":1}
refused li casework.reopen {"case":"cart","reason":"because"} casework/unknown-reason
as li casework.reopen {"case":"cart","reason":"came_back"}
case cart {"stage":"dispatched","reopened":2,"clock_limit":"C3"}
refused li casework.reopen {"case":"cart","reason":"came_back"} casework/not-ended

# 同一件事：三个居民各报一次，并成一件，各有各的编号和回音；并错了拿出来，剩下的时间接着走
start 2026-11-23 09:00
person li desk
person wang handler unit=chengguan

as resident casework.report {"case":"first","text":"弄口堆了一堆建筑垃圾","grid":"310105006-G1","class_code":"28001"}
as resident casework.report {"case":"second","text":"垃圾堆没人管","grid":"310105006-G1","class_code":"28001","same_as":"first"}
then casework.joined {"case":"second","lead":"first"}
then casework.supporter_counted {"case":"first","joined":"second"}
as resident casework.report {"case":"third","text":"邻居天天吵","grid":"310105006-G1","class_code":"27001"}
case first {"supporters":1}
case second {"side":"joined","joined_to":"first","clock_stopped":"2026-11-23 09:00"}
refused li casework.join {"case":"third","lead":"second"} casework/lead-joined
refused li casework.join {"case":"first","lead":"third"} casework/has-supporters
refused li casework.join {"case":"third","lead":"nowhere"} casework/lead-missing
refused li casework.join {"case":"third","lead":"third"} casework/own-lead
after 1 hours
as li casework.join {"case":"third","lead":"first"}
# 最严的可见范围算到整组
case first {"supporters":2,"visibility":"parties"}
refused li casework.accept {"case":"third"} casework/joined
after 1 days
never casework.warned {"case":"third"}
as li casework.leave {"case":"third"}
then casework.left {"case":"third","lead":"first"}
then casework.supporter_dropped {"case":"first","left":"third"}
# 四个工作时用了一个，歇了一天，还剩三个
case third {"joined_to":"","clock_due":"2026-11-24 14:00","side":"none"}
case first {"supporters":1}

as li casework.send_on {"case":"first","class_code":"28001","unit":"chengguan"}
as wang casework.hand_in {"case":"first","text":"已清运","photos":["pile-after"]}
as li casework.close {"case":"first","ending":"solved","condition":"removed","text":"已清运，请您看看"}
then casework.closed {"case":"first"}
then casework.closed {"case":"second","ending":"solved"}
case second {"stage":"closed","ending":"solved"}
case third {"stage":"reported"}
refused li casework.join {"case":"third","lead":"first"} casework/lead-ended
as reporter casework.answer {"case":"second","solved":false,"text":"我这头还有"}
case second {"stage":"closed","answered":false}
refused li casework.reopen {"case":"second","reason":"not_done"} casework/joined

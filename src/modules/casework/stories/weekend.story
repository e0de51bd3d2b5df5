# 周五下午到周一下午，墙上七十二小时，工作时只有十个；等执法程序的暂停按工作时还
start 2026-11-20 15:00
person li desk
person wu handler unit=property

as resident casework.report {"case":"door","text":"楼门门禁坏了","grid":"310105006-G1"}
as li casework.send_on {"case":"door","class_code":"22001","unit":"property"}
case door {"clock_due":"2026-11-25 15:00"}
after 1 hours
as li casework.hold {"case":"door","path":"police","until":"2026-12-20 09:00","text":"立案号另附"}
case door {"side":"held","legal_path":"police","clock_stopped":"2026-11-20 16:00"}
refused wu casework.hand_in {"case":"door","text":"修好了","photos":["door-after"]} casework/held
after 3 days
refused wu casework.resume {"case":"door"} casework/not-permitted
as li casework.resume {"case":"door"}
then casework.resumed {"case":"door","clock":{"started":"2026-11-20 15:00","due":"2026-11-26 15:00"}}
# 八个工作时之后，不是七十二
case door {"clock_due":"2026-11-26 15:00","clock_stopped":null,"side":"none"}
as wu casework.hand_in {"case":"door","text":"修好了","photos":["door-after"]}
case door {"handled_late":false}

# 挂账：等工程计划，一次，最长一年，钟停在原处，到日子自己接着走
start 2026-11-23 09:00
person li desk
person gao grid_leader
person wang handler unit=chengguan

as resident casework.report {"case":"wall","text":"围墙裂了要大修","grid":"310105006-G1","class_code":"28001"}
as li casework.send_on {"case":"wall","class_code":"28001","unit":"chengguan"}
after 1 hours
refused wang casework.ask_suspension {"case":"wall","reason":"planned_works","until":"2026-12-14 09:00"} casework/note-required
refused wang casework.ask_suspension {"case":"wall","reason":"planned_works","until":"2027-12-14 09:00","text":"明年大修"} casework/suspension-until
as wang casework.ask_suspension {"case":"wall","reason":"planned_works","until":"2026-12-14 09:00","text":"排进十二月工程"}
as li casework.approve {"case":"wall"}
as gao casework.approve {"case":"wall"}
then casework.suspended {"case":"wall","until":"2026-12-14 09:00"}
case wall {"side":"suspended","clock_stopped":"2026-11-23 10:00"}
refused wang casework.hand_in {"case":"wall","text":"好了","photos":["wall-after"]} casework/suspended
refused li casework.join {"case":"wall","lead":"nowhere"} casework/suspended
after 10 days
never casework.warned {"case":"wall"}
at 2026-12-14 09:00
then casework.resumed {"case":"wall"}
# 四个工作时用了一个
case wall {"side":"none","clock_due":"2026-12-14 12:00"}
refused wang casework.ask_suspension {"case":"wall","reason":"lawsuit","until":"2026-12-20 09:00","text":"还想等"} casework/suspensions-used
as wang casework.hand_in {"case":"wall","text":"裂缝已修","photos":["wall-after"]}
case wall {"handled_late":false}

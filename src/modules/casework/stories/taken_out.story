# 并案拿出来：随主案办结的，其实是另一件事，拿出来接着用剩下的时间办；升级按百分之一百、一百五、两百
start 2026-11-23 09:00
person li desk
person wang handler unit=chengguan

as resident casework.report {"case":"lead","text":"弄口路锥","grid":"310105006-G1","class_code":"28001"}
as resident casework.report {"case":"other","text":"隔壁弄口路锥","grid":"310105006-G1","class_code":"28001"}
as li casework.send_on {"case":"lead","class_code":"28001","unit":"chengguan"}
as li casework.send_on {"case":"other","class_code":"28001","unit":"chengguan"}
after 1 hours
as li casework.join {"case":"other","lead":"lead"}
as wang casework.hand_in {"case":"lead","text":"已清","photos":["lead-after"]}
as li casework.close {"case":"lead","ending":"solved","condition":"removed"}
then casework.closed {"case":"other","ending":"solved"}
at 2026-11-24 09:00
as li casework.leave {"case":"other"}
then casework.left {"case":"other","lead":"lead","reopens":true}
then casework.supporter_dropped {"case":"lead","left":"other"}
case other {"stage":"dispatched","unit":"chengguan","clock_due":"2026-11-24 12:00","joined_to":"","reopened":1}
case lead {"stage":"closed","supporters":0}
refused li casework.leave {"case":"lead"} casework/ended
# 还剩三小时，四小时的时限：12:00 到期，百分之一百五十在 15:00，两百在 17:00
at 2026-11-24 12:00
then casework.warned {"case":"other","level":"late","escalated_to":"desk","percent":100}
at 2026-11-24 15:00
then casework.warned {"case":"other","level":"late","escalated_to":"grid_leader","percent":150}
at 2026-11-24 17:00
then casework.warned {"case":"other","level":"late","escalated_to":"joint_meeting","percent":200}

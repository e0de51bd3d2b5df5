# 国庆前一天派的件：一个工作日到节后；没派出去的件也会超时，节里不提醒
start 2026-09-30 16:00
person li desk
person wang handler unit=chengguan
person he checker

as resident casework.report {"case":"sign","text":"店招歪了","grid":"310105006-G1","class_code":"22001"}
as resident casework.report {"case":"waiting","text":"没人看的件","grid":"310105006-G1"}
as li casework.send_on {"case":"sign","class_code":"06004","condition":"stickers","unit":"chengguan"}
# 9 月 30 日两小时，10 月 8 日六小时（10 月 10 日是调休上班）
case sign {"clock_limit":"D1","clock_due":"2026-10-08 16:00"}
case waiting {"clock_due":"2026-10-08 11:00"}
at 2026-10-08 08:59
never casework.warned {"case":"sign"}
at 2026-10-08 16:00
then casework.warned {"case":"waiting","level":"late","clock":"triage"}
then casework.warned {"case":"sign","level":"late","clock":"handling"}
case waiting {"ever_late":true,"escalated":1,"stage":"reported","side":"late_escalated"}
case sign {"ever_late":true,"escalated":1}
as li casework.verify {"case":"waiting"}
as li casework.accept {"case":"waiting"}
# 编辑不会把时钟清零
case waiting {"clock_due":"2026-10-08 11:00","ever_late":true}
at 2026-10-09 16:00
then casework.warned {"case":"sign","reminder":1}
as wang casework.hand_in {"case":"sign","text":"已扶正","photos":["sign-after"]}
then casework.handed_in {"case":"sign","late":true}

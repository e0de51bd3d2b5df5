# 煤气味：深夜上报，先让打电话；送来的件直达值班人，不排队，处置必查
start 2026-11-21 23:40
person duty duty_officer
person mei handler unit=gas
person he checker
person li desk

as resident casework.report {"case":"lamp2","text":"路灯坏了","grid":"310105006-G1","class_code":"22001"}
as resident casework.report {"case":"gas","text":"楼里有煤气味，已打电话","grid":"310105006-G1","emergency":"gas","photos":["meter"]}
then notice.owed
case gas {"side":"emergency","emergency":"gas","clock_limit":"U1","clock_due":"2026-11-22 00:40"}
after 3 minutes
as duty casework.send_on {"case":"gas","class_code":"29006","unit":"gas"}
case gas {"clock_limit":"U1","clock_due":"2026-11-22 00:43","unit":"gas"}
after 30 minutes
then casework.warned {"case":"gas","level":"half"}
as mei casework.hand_in {"case":"gas","text":"接口松动，已更换，检测正常"}
then casework.handed_in {"case":"gas","late":false,"check_required":true}
refused li casework.close {"case":"gas","ending":"solved","condition":"repaired"} casework/check-due
as he casework.check {"case":"gas","passed":true}
as li casework.close {"case":"gas","ending":"solved","condition":"repaired","text":"已修好并检测"}
case gas {"stage":"closed","ever_late":false}
# 普通件夜里不计工作时
case lamp2 {"stage":"reported","clock_warned":"none"}

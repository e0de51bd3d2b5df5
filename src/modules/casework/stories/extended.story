# 延期：单位申请，两个人批，最多两次，超期以后不能再申请
start 2026-11-23 09:00
person li desk
person he desk
person gao grid_leader
person wang handler unit=chengguan

as resident casework.report {"case":"cones","text":"路锥占了人行道","grid":"310105006-G1","class_code":"28001"}
as li casework.send_on {"case":"cones","class_code":"28001","unit":"chengguan"}
refused li casework.approve {"case":"cones"} casework/no-request
as wang casework.ask_extension {"case":"cones","reason":"parts"}
then casework.acknowledged {"case":"cones"}
then casework.extension_asked {"case":"cones","reason":"parts"}
case cones {"side":"asked","waits":"extension"}
refused wang casework.ask_extension {"case":"cones","reason":"parts"} casework/request-open
as li casework.approve {"case":"cones"}
then casework.request_approved {"case":"cones"}
refused li casework.approve {"case":"cones"} casework/own-request
case cones {"clock_due":"2026-11-23 14:00"}
as gao casework.approve {"case":"cones"}
then casework.extended {"case":"cones"}
case cones {"clock_due":"2026-11-23 18:00","clock_limit":"W8","waits":"none","side":"none"}
# 退回的不算次数
as wang casework.ask_extension {"case":"cones","reason":"weather"}
as he casework.refuse_request {"case":"cones","text":"已放晴"}
then casework.request_refused {"case":"cones"}
as wang casework.ask_extension {"case":"cones","reason":"access"}
as li casework.approve {"case":"cones"}
as he casework.approve {"case":"cones"}
case cones {"clock_due":"2026-11-24 14:00","clock_limit":"W12"}
refused wang casework.ask_extension {"case":"cones","reason":"parts"} casework/extensions-used
refused wang casework.ask_extension {"case":"cones","reason":"none"} casework/extensions-used

# 申请挂着没批，超期就作废
as resident casework.report {"case":"pile","text":"又一堆路锥","grid":"310105006-G1","class_code":"28001"}
as li casework.send_on {"case":"pile","class_code":"28001","unit":"chengguan"}
refused wang casework.ask_extension {"case":"pile","reason":"none"} casework/unknown-reason
as wang casework.ask_extension {"case":"pile","reason":"parts"}
at 2026-11-23 15:00
then casework.warned {"case":"pile","level":"late"}
case pile {"waits":"none","ever_late":true}
refused li casework.approve {"case":"pile"} casework/no-request
refused wang casework.ask_extension {"case":"pile","reason":"parts"} casework/ask-too-late

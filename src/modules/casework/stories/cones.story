# 路锥占道：居民手机上报，城运一键转办，城管清走，请居民看看
start 2026-11-23 09:00
person li desk
person wang handler unit=chengguan

as resident casework.report {"case":"cones","text":"芙蓉江路上有路锥占着车位","grid":"310105006-G1","class_code":"28001"}
then casework.reported {"case":"cones","clock":{"kind":"triage","due":"2026-11-23 14:00"}}
after 10 minutes
as li casework.send_on {"case":"cones","class_code":"28001","unit":"chengguan"}
then casework.verified {"case":"cones"}
then casework.accepted {"case":"cones"}
then casework.registered {"case":"cones","condition":"default"}
then casework.dispatched {"case":"cones","unit":"chengguan","reason":"power_of_law"}
case cones {"stage":"dispatched","unit":"chengguan","clock_kind":"handling","clock_limit":"W4","clock_due":"2026-11-23 14:10","side":"none"}
refused li casework.close {"case":"cones","ending":"solved","condition":"removed"} casework/party-unfinished

after 1 hours
refused wang casework.hand_in {"case":"cones","text":"已清走"} casework/photo-required
as wang casework.hand_in {"case":"cones","text":"已清走","photos":["after"]}
then casework.acknowledged {"case":"cones"}
then casework.handed_in {"case":"cones","late":false,"check_required":false}
refused wang casework.close {"case":"cones","ending":"solved","condition":"removed"} casework/not-permitted
as li casework.close {"case":"cones","ending":"solved","condition":"removed","text":"路锥已清走，请您看看"}
case cones {"stage":"closed","ending":"solved","open":false,"clock_kind":"handling","ever_late":false,"object_until":"2026-12-09 00:00"}

after 1 days
as reporter casework.answer {"case":"cones","solved":true}
case cones {"answered":true,"stage":"closed"}
never casework.warned {"case":"cones"}
refused reporter casework.answer {"case":"cones","solved":false} casework/answered

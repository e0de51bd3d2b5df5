# 督办与超期申诉：督办不动钟；超期的事实不改，申诉通过只是不计入统计
start 2026-11-23 09:00
person li desk
person he desk
person gao grid_leader
person wang handler unit=chengguan
person zhao checker

as resident casework.report {"case":"slope","text":"路面坑洼","grid":"310105006-G1","class_code":"06013"}
as li casework.send_on {"case":"slope","class_code":"06013","unit":"chengguan"}
as li casework.recall {"case":"slope","text":"派早了"}
then casework.recalled {"case":"slope","from_unit":"chengguan"}
as li casework.dispatch {"case":"slope","unit":"chengguan"}
case slope {"clock_due":"2026-11-27 18:00"}
as gao casework.supervise {"case":"slope","text":"三天内要修好"}
case slope {"side":"supervised","supervised":true,"clock_due":"2026-11-27 18:00"}
refused li casework.supervise {"case":"slope","text":"再催"} casework/supervised
at 2026-11-27 09:00
then casework.supervision_missed {"case":"slope"}
at 2026-11-30 10:00
as wang casework.hand_in {"case":"slope","text":"已修补","photos":["slope-after"]}
then casework.handed_in {"case":"slope","late":true,"check_required":true}
case slope {"supervised":false,"handled_late":true}
refused wang casework.appeal {"case":"slope","reason":"force_majeure","text":"连日大雨"} casework/not-ended
as zhao casework.check {"case":"slope","passed":true}
as li casework.close {"case":"slope","ending":"solved","condition":"repaired"}
refused li casework.review_appeal {"case":"slope","granted":true} casework/no-appeal
as wang casework.appeal {"case":"slope","reason":"force_majeure","text":"连日大雨"}
then casework.appealed {"case":"slope"}
case slope {"waits":"appeal","exempt":false}
refused wang casework.appeal {"case":"slope","reason":"force_majeure","text":"连日大雨"} casework/appealed
as li casework.review_appeal {"case":"slope","granted":true}
refused li casework.review_appeal {"case":"slope","granted":true} casework/own-appeal
as gao casework.review_appeal {"case":"slope","granted":true}
then casework.appeal_reviewed {"case":"slope","granted":true,"decided":true}
case slope {"waits":"none","exempt":true,"handled_late":true,"ever_late":true}

# 过了申诉期
as resident casework.report {"case":"hole","text":"又一个坑","grid":"310105006-G1","class_code":"28001"}
as li casework.send_on {"case":"hole","class_code":"28001","unit":"chengguan"}
at 2026-12-01 10:00
as wang casework.hand_in {"case":"hole","text":"已清","photos":["hole-after"]}
as zhao casework.check {"case":"hole","passed":true}
as he casework.close {"case":"hole","ending":"solved","condition":"removed"}
at 2026-12-10 10:00
refused wang casework.appeal {"case":"hole","reason":"wrong_limit","text":"时限太短"} casework/appeal-too-late
as resident casework.report {"case":"quick","text":"一个路锥","grid":"310105006-G1","class_code":"28001"}
as li casework.send_on {"case":"quick","class_code":"28001","unit":"chengguan"}
as wang casework.hand_in {"case":"quick","text":"已清","photos":["quick-after"]}
as zhao casework.check {"case":"quick","passed":true}
as he casework.close {"case":"quick","ending":"solved","condition":"removed"}
refused wang casework.appeal {"case":"quick","reason":"wrong_limit","text":"时限太短"} casework/not-late

# 拆分：一件里有两件事，拆出去的单独办；拆出的没办完，原案不能办结；重开先问原案
start 2026-11-23 09:00
person li desk
person wang handler unit=chengguan
person zhang handler unit=property
person zhao checker

as resident casework.report {"case":"whole","text":"楼道灯不亮，门口还有路锥","grid":"310105006-G1","class_code":"28001"}
as li casework.send_on {"case":"whole","class_code":"28001","unit":"chengguan"}
refused li casework.split {"case":"whole","child":"lamp","class_code":"99999","text":"楼道灯不亮"} casework/unknown-class
as li casework.split {"case":"whole","child":"lamp","class_code":"22001","text":"楼道灯不亮"}
then casework.split_off {"case":"whole","child":"lamp","class_code":"22001"}
then casework.reported {"case":"lamp"}
case lamp {"stage":"reported","class_code":"22001","grid":"310105006-G1","parent":"whole","visibility":"estate"}
refused li casework.split {"case":"whole","child":"lamp","class_code":"22001","text":"又拆一次"} casework/exists
refused li casework.join {"case":"lamp","lead":"whole"} casework/is-child
refused li casework.join {"case":"whole","lead":"lamp"} casework/child-open
as wang casework.hand_in {"case":"whole","text":"路锥已清","photos":["after"]}
refused li casework.close {"case":"whole","ending":"solved","condition":"removed"} casework/child-open
refused li casework.reopen_child {"case":"whole","child":"lamp","reason":"came_back"} casework/child-open

as li casework.send_on {"case":"lamp","class_code":"22001","unit":"property"}
as zhang casework.hand_in {"case":"lamp","text":"灯已换","photos":["lamp-after"]}
as li casework.close {"case":"lamp","ending":"solved","condition":"repaired"}
then casework.child_ended {"case":"whole","child":"lamp"}
refused li casework.reopen {"case":"lamp","reason":"came_back"} casework/ask-parent
refused li casework.reopen_child {"case":"whole","child":"nothing","reason":"came_back"} casework/no-such-child
as li casework.reopen_child {"case":"whole","child":"lamp","reason":"came_back"}
then casework.child_reopened {"case":"whole","child":"lamp"}
then casework.reopened {"case":"lamp","reason":"came_back"}
case lamp {"stage":"dispatched","unit":"property"}
refused li casework.close {"case":"whole","ending":"solved","condition":"removed"} casework/child-open
# 原案改严，拆出的跟着严
as li casework.set_visibility {"case":"whole","visibility":"restricted","reason":"by_law"}
then casework.visibility_set {"case":"lamp","visibility":"restricted","reason":"of_parent"}
as zhang casework.hand_in {"case":"lamp","text":"线路也换了","photos":["lamp-again"]}
as zhao casework.check {"case":"lamp","passed":true}
as li casework.close {"case":"lamp","ending":"solved","condition":"repaired"}
as li casework.close {"case":"whole","ending":"solved","condition":"removed"}
case whole {"stage":"closed"}
refused li casework.reopen_child {"case":"whole","child":"lamp","reason":"came_back"} casework/ended

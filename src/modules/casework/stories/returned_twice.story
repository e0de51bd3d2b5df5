# 两个单位先后说不是自己的：退给谁，谁就不能原样推回去；第三个人可以拍板，单位不能再退
start 2026-11-23 09:00
person li desk
person zhao grid_leader grid=310105006-G1
person fang grid_leader grid=310105006-G2
person wang handler unit=chengguan
person gao handler unit=police

as resident casework.report {"case":"posts","text":"人行道上有人私装地锁","grid":"310105006-G1"}
as li casework.send_on {"case":"posts","class_code":"28001","unit":"police"}
refused gao casework.return_order {"case":"posts","reason":"not_our_duty","proposed_unit":"chengguan"} casework/note-required
refused gao casework.return_order {"case":"posts","reason":"not_our_duty","proposed_unit":"police","text":"不是公安"} casework/proposes-itself
as gao casework.return_order {"case":"posts","reason":"not_our_duty","proposed_unit":"chengguan","text":"占道属城管"}
refused li casework.dispatch {"case":"posts","unit":"police"} casework/return-bar
as li casework.dispatch {"case":"posts","unit":"chengguan"}
as wang casework.return_order {"case":"posts","reason":"needs_party","proposed_unit":"police","text":"要先查明谁装的"}
case posts {"returns":2,"side":"returned"}
refused li casework.dispatch {"case":"posts","unit":"chengguan"} casework/return-bar
refused li casework.send_on {"case":"posts","unit":"police"} casework/return-bar
refused fang casework.dispatch {"case":"posts","unit":"chengguan"} casework/other-grid
as zhao casework.dispatch {"case":"posts","unit":"chengguan"}
refused wang casework.return_order {"case":"posts","reason":"not_our_duty","proposed_unit":"police","text":"还是不归我们"} casework/returned-before
as wang casework.hand_in {"case":"posts","text":"已拆除","photos":["posts-after"]}
case posts {"stage":"checking","returns":2,"clock_kind":"check"}

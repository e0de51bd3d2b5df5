# 异味：先派市政，市政说不是管道；改派环保，查明来源；处置后又闻到
start 2026-11-23 09:00
person li desk
person sun handler unit=municipal
person qian handler unit=environment
person he checker

as resident casework.report {"case":"odour","text":"遵义路一带晚上有异味","grid":"310105006-G2"}
as li casework.send_on {"case":"odour","class_code":"29001","condition":"owner","unit":"municipal"}
case odour {"condition":"owner","clock_limit":"D5","clock_due":"2026-11-27 18:00"}
after 2 hours
as sun casework.return_order {"case":"odour","reason":"not_our_duty","proposed_unit":"environment","text":"管道已查，没有渗漏"}
case odour {"stage":"registered","side":"returned","unit":"","returns":1,"clock_kind":"triage"}
after 3 hours
as li casework.dispatch {"case":"odour","unit":"environment"}
# 市政用了两小时；桌上三小时（其中午休一小时）不算单位的
then casework.dispatched {"case":"odour","reason":"chosen","clock":{"started":"2026-11-23 09:00"}}
case odour {"clock_due":"2026-11-30 11:00","stage":"dispatched"}
after 1 days
as qian casework.note {"case":"odour","text":"夜里巡查，来源是一家烧烤店"}
then casework.acknowledged {"case":"odour"}
after 1 days
as qian casework.hand_in {"case":"odour","text":"已责令清洗烟道"}
# 退过一次的件，一律核查
case odour {"stage":"checking","clock_kind":"check"}
refused li casework.close {"case":"odour","ending":"solved","condition":"done"} casework/check-due
as he casework.check {"case":"odour","passed":false,"text":"夜里仍能闻到"}
case odour {"stage":"handling","rework":true,"side":"rework","clock_kind":"handling","clock_due":"2026-11-30 11:00"}
after 1 days
as qian casework.hand_in {"case":"odour","text":"加装净化，已复测"}
as he casework.check {"case":"odour","passed":true}
as li casework.close {"case":"odour","ending":"solved","condition":"done","text":"来源已整改"}
case odour {"stage":"closed","rework":false,"returns":1}

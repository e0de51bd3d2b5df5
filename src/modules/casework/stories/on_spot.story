# 现场处置：巡查看到就办掉，一步报、立、结；有的抽到核查，没办好就回到受理台
start 2026-11-23 09:00
person li desk
person wang handler unit=chengguan
person zhao checker

refused wang casework.fix_on_spot {"case":"quarrel","report":{"channel":"staff","grid":"310105006-G1","class_code":"27001"},"text":"劝开了","photos":["a"],"closing":"agreed"} casework/not-on-spot
refused wang casework.fix_on_spot {"case":"bare","report":{"channel":"staff","grid":"310105006-G1","class_code":"28001"},"text":"清了","closing":"removed"} casework/photo-required
refused resident casework.fix_on_spot {"case":"bare","report":{"grid":"310105006-G1","class_code":"28001"},"text":"清了","photos":["a"],"closing":"removed"} casework/not-permitted
as wang casework.fix_on_spot {"case":"cone","report":{"channel":"staff","grid":"310105006-G1","class_code":"28001","emergency":"gas"},"text":"路锥已清","photos":["cone-after"],"closing":"removed"}
then casework.fixed_on_spot {"case":"cone","check_required":true}
case cone {"stage":"checking","unit":""}
as zhao casework.check {"case":"cone","passed":false,"text":"还剩两个"}
case cone {"stage":"registered","rework":true}
as li casework.dispatch {"case":"cone","unit":"chengguan"}
case cone {"stage":"dispatched","unit":"chengguan"}

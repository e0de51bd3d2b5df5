# 楼道灯：居委电话代报，物业换灯，只给本小区看
start 2026-11-23 16:30
person li desk
person zhou liaison grid=310105006-G1
person wu handler unit=property

as zhou casework.report {"case":"lamp","channel":"committee","text":"三号楼四楼楼道灯不亮","grid":"310105006-G1","class_code":"22001"}
case lamp {"visibility":"estate","stage":"reported"}
as zhou casework.send_on {"case":"lamp","unit":"property","note":"老人多，请快些"}
then casework.noted {"case":"lamp"}
then casework.dispatched {"case":"lamp","unit":"property","reason":"estate_duty"}
# 二十四个工作时：周一剩一个半，周二、周三各八个，周四六个半
case lamp {"clock_limit":"W24","clock_due":"2026-11-26 16:30"}
as wu casework.acknowledge {"case":"lamp"}
after 1 days
as wu casework.say {"case":"lamp","text":"灯泡已买，今天下午来换"}
as wu casework.hand_in {"case":"lamp","text":"已换灯","photos":["lamp-after"]}
as zhou casework.close {"case":"lamp","ending":"solved","condition":"repaired","text":"灯亮了，请您看看"}
case lamp {"stage":"closed","handled_late":false}

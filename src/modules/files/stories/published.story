# 处置前后照片：看过全图、涂掉人脸和车牌，成对公开；案件改为不公开，照片跟着撤下；原图两年后删除
start 2026-11-23 09:00
person li desk
person wang handler unit=chengguan

as resident casework.report {"case":"cones","text":"芙蓉江路上有路锥占着车位","grid":"310105006-G1","class_code":"28001","photos":["p1"]}
as li casework.send_on {"case":"cones","class_code":"28001","unit":"chengguan"}
after 1 hours
as wang casework.hand_in {"case":"cones","text":"已清走","photos":["p2"]}
refused wang files.publish {"case":"cones","pictures":[{"original":"p1","wiped":"w1","side":"before"},{"original":"p2","wiped":"w2","side":"after"}]} files/not-publisher
refused li files.publish {"case":"cones","pictures":[{"original":"p1","wiped":"w1","side":"before"}]} files/half-a-pair
refused li files.publish {"case":"cones","pictures":[{"original":"p1","wiped":"w1","side":"after"},{"original":"p2","wiped":"w2","side":"after"}]} files/not-of-case
as li files.publish {"case":"cones","pictures":[{"original":"p1","wiped":"w1","side":"before"},{"original":"p2","wiped":"w2","side":"after"}]}
then files.published {"case":"cones","publication":1}
refused li files.publish {"case":"cones","pictures":[{"original":"p1","wiped":"w1","side":"before"},{"original":"p2","wiped":"w2","side":"after"}]} files/published-already
as li casework.close {"case":"cones","ending":"solved","condition":"removed","text":"路锥已清走，请您看看"}
then files.left_to_go {"case":"cones"}

# 居民说还没好：重新办，原图先不删；再办结，时间重新算
after 1 days
as reporter casework.answer {"case":"cones","solved":false}
then files.held {"case":"cones"}
as wang casework.hand_in {"case":"cones","text":"又清了一遍","photos":["p3"]}
never files.withdrawn {"case":"cones"}

# 案件不再公开，公开的照片就撤下
as li casework.set_visibility {"case":"cones","visibility":"restricted","reason":"minor","text":"照片里有孩子"}
then files.withdrawn {"case":"cones","publication":1}
refused li files.publish {"case":"cones","pictures":[{"original":"p1","wiped":"w1","side":"before"},{"original":"p3","wiped":"w3","side":"after"}]} files/case-not-public
as li files.bar {"case":"cones","original":"p1","scenes":["child"]}
then files.barred {"case":"cones"}
refused li files.withdraw {"case":"cones","publication":1} files/nothing-published
never files.expired {"case":"cones"}

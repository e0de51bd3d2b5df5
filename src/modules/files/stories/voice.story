# 楼道灯：只有语音留言的案件，办结两年后录音到期
start 2026-11-23 09:00
person li desk

as resident casework.report {"case":"lamp","text":"芙蓉江路的路灯不亮","grid":"310105006-G1","class_code":"28001","voice":"v1"}
as li casework.decline {"case":"lamp","reason":"outside_area","text":"不在本街道"}
then files.left_to_go {"case":"lamp","until":"2028-11-22 09:00"}
after 729 days
never files.expired {"case":"lamp"}
after 1 days
then files.expired {"case":"lamp"}

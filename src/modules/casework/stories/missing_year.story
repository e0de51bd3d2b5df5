# 跨到没有日历的年份：照算，但大声说；日历补上以后，公开重算，旧时刻新时刻都在
start 2026-12-31 16:00
person li desk
person wu handler unit=property

as resident casework.report {"case":"bell","text":"对讲机没声音","grid":"310105006-G1"}
as li casework.send_on {"case":"bell","class_code":"22001","unit":"property"}
case bell {"missing_year":2027,"clock_due":"2027-01-06 16:00"}
after 1 days
as wu casework.acknowledge {"case":"bell"}
case bell {"missing_year":2027,"stage":"handling"}
# 国务院通知下来：元旦连休到 5 日
as setup playbook.import_calendar_year {"year":{"year":2027,"off":["2027-01-01","2027-01-02","2027-01-03","2027-01-04","2027-01-05"],"work":[],"holidays":[{"code":"new_year","from":"2027-01-01","to":"2027-01-05"}],"source":"通知（虚构）","certainty":"proposal"}}
then casework.recomputed {"case":"bell","old_due":"2027-01-06 16:00","clock":{"started":"2026-12-31 16:00","due":"2027-01-08 16:00","missing_year":0}}
case bell {"missing_year":0,"clock_due":"2027-01-08 16:00","stage":"handling"}

#pragma once
// Invented pages for tests and for looking at: plainly fictional persons and units, one small street. Never
// part of the program.

#include "pages/render.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace gezhi::pages::samples {

inline const Instant now = *parse_iso("2026-11-23T10:40:00+08:00");

inline Instant at(const char* time) {
    return *parse_iso(std::string("2026-11-23T") + time + ":00+08:00");
}

inline Pages::About about(Lang lang) {
    return {lang,
            {lang == Lang::en ? "Sample Subdistrict" : "示例街道", "021-00000000", true},
            "http://192.0.2.10:8080",
            now};
}

inline MapLayers layers() {
    MapLayers map;
    const double s = 31.2070, n = 31.2180, w = 121.3930, e = 121.4100, m = 121.4010, h = 31.2122;
    map.boundary = {{{s, w}, {s, e}, {n - 0.002, e}, {n, m}, {n, w}, {s, w}}};
    map.grids = {{"G1", "一格", {{{s, w}, {s, m}, {n, m}, {n, w}, {s, w}}}},
                 {"G2", "二格", {{{s, m}, {s, e}, {n - 0.002, e}, {n, m}, {s, m}}}}};
    map.roads = {{"甲天路", true, "secondary", {{{h + 0.0012, w}, {h, m}, {h - 0.001, e}}}},
                 {"乙关路", false, "tertiary", {{{n, m + 0.0004}, {h, m}, {s, m - 0.0006}}}},
                 {"丙屏南路", true, "residential", {{{s + 0.002, w}, {s + 0.0015, e}}}}};
    map.water = {{{{n + 0.0005, w - 0.002}, {n + 0.0008, e + 0.002}}}};
    map.places = {{"示例地铁站", {h + 0.0004, m + 0.0006}}, {"示例百货", {h - 0.001, m - 0.0012}}};
    return map;
}

inline ReportPage report() {
    ReportPage page;
    page.form.token = "token";
    page.form.position = Position{31.2119, 121.4012};
    page.form.view = page.form.position;
    page.form.text = "地铁出口共享单车堆成山，婴儿车推不过去。";
    page.located = Located{"一格", true, 0};
    page.ways = {{"link", "自己看链接", false},
                 {"call", "打电话告诉我", true},
                 {"door", "上门告诉我", true},
                 {"paper", "给我一张纸条", false}};
    return page;
}

inline ReportPage empty_report() {
    auto page = report();
    page.form.position.reset();
    page.form.view.reset();
    page.form.text.clear();
    page.located.reset();
    return page;
}

inline ReportPage wrong_report() {
    auto page = report();
    page.form.text.clear();
    page.form.notify_by = "call";
    page.form.photos = {"a", "b"};
    page.errors = {{"what", "text_missing"}, {"tell", "phone_missing"}};
    page.hits = std::vector<PlaceHit>{{"P1", "示例地铁站东端出入口", "甲天路 100 号", {}},
                                      {"P2", "示例百货", "", {}}};
    page.located = Located{"", false, 85};
    return page;
}

inline SimilarPage similar() {
    return {report().form,
            {{"TS20261123R000170", "二号口单车一直堆到盲道上，早高峰人都挤到车道去了。", 38, 6, at("08:47"),
              Step::given},
             {"TS20261123R000151", "单车倒了一片。", 120, 0, at("07:30"), Step::noted}}};
}

inline EmergencyPage emergency(bool with_form) {
    EmergencyPage page{{"fire", "火情", "马上离开，随手关门，不乘电梯，到楼外拨打 119", {"119", "110"}}, {}};
    if (with_form)
        page.form = report().form;
    else
        page.hit = {"", "", "", {"119", "120", "110"}};
    return page;
}

inline ReceiptPage receipt() {
    return {"TS20261123R000178", "K7MQ29FD", at("10:24"), at("12:00"), "2 小时内", 6, true, false, false};
}

inline FollowPage follow() {
    FollowPage page;
    page.number = "TS20261123R000178";
    page.key = "K7MQ29FD";
    page.token = "token";
    page.step = Step::working;
    page.unit_name = "示例单车企业";
    page.due = at("11:19");
    page.clock = {ClockLook::half, 675, 0, 0, 39};
    page.text = "地铁出口共享单车堆成山，婴儿车推不过去。";
    page.place_text = "示例地铁站东端出入口";
    page.steps = {{Step::noted, at("10:24"), ""},
                  {Step::settled, at("08:58"), "共享单车乱停"},
                  {Step::given, at("09:19"), "示例单车企业"},
                  {Step::working, at("10:02"), ""}};
    page.talk = {{false, "是 2 号口还是 3 号口？我们派人去摆。", at("10:36")}};
    page.joined_with = 6;
    page.may_say = true;
    return page;
}

inline FollowPage done() {
    auto page = follow();
    page.step = Step::good;
    page.outcome = Outcome::solved;
    page.clock = {ClockLook::met, 600, 0, 0, 0};
    page.due.reset();
    page.steps.push_back({Step::looked, at("10:30"), ""});
    page.result_text = "清走 64 辆，盲道通了。";
    page.may_answer = true;
    page.may_object = true;
    page.object_until = *parse_iso("2026-11-27T18:00:00+08:00");
    page.proof_head = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    page.said = "said";
    return page;
}

inline FollowPage legal() {
    auto page = follow();
    page.outcome = Outcome::legal_path;
    page.clock = {};
    page.legal_path =
        LegalPath{"劳动仲裁", "示例区劳动人事争议仲裁院", "带身份证和工资条去现场，或者打电话问。", "12333"};
    page.steps = {{Step::noted, at("10:24"), ""}};
    return page;
}

inline MinePage mine() {
    return {"TS20261123R000178",
            "K7MQ29FD",
            "李** 138****5678",
            "示例地铁站东端出入口",
            true,
            2,
            1,
            true,
            {},
            {{"desk", "contact_requester", at("10:40")}, {"", "another_word", at("11:02")}}};
}

inline void write(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

inline void write_all(const Pages& pages, const std::string& folder) {
    std::filesystem::create_directories(folder + "/map");
    const auto map = layers();
    write(folder + "/map/schematic.svg",
          schematic_svg(map, whole_view(map), {}, {"示意图，不作划界依据", "© OpenStreetMap contributors"}));
    write(folder + "/map/near.svg",
          schematic_svg(map, near_view({31.2119, 121.4012}), {Position{31.2119, 121.4012}, ""},
                        {"示意图，不作划界依据", "© OpenStreetMap contributors"}));
    for (const auto lang : languages) {
        const auto a = about(lang);
        const std::string tail = lang == Lang::en ? ".en.html" : ".html";
        const auto page = [&](const char* name, const auto& view) {
            write(folder + "/" + name + tail, pages.render(view, a));
        };
        page("report", report());
        page("report_empty", empty_report());
        page("report_wrong", wrong_report());
        page("similar", similar());
        page("emergency", emergency(false));
        page("emergency_form", emergency(true));
        page("receipt", receipt());
        page("follow", follow());
        page("follow_done", done());
        page("follow_legal", legal());
        page("mine", mine());
        page("lookup", LookupPage{"TS1", {{"number", "number_wrong"}}});
        page("missing", MessagePage{});
        page("about", AboutPage{});
        page("elder", ElderHome{});
        page("elder_place", ElderPage{ElderStep::place, report().form, "示例老年人日间服务中心", {}});
        page("elder_what", ElderPage{ElderStep::what, empty_report().form, "", {{"what", "text_missing"}}});
        page("elder_send", ElderPage{ElderStep::send, report().form, "示例老年人日间服务中心", {}});
    }
}

} // namespace gezhi::pages::samples

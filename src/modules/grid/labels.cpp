#include "modules/grid/labels.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace gezhi::grid {

namespace {

// Millimetres. A4 in 3 × 8, the common sheet of labels.
constexpr double label_width = 70;
constexpr double label_height = 37.125;
constexpr std::size_t columns = 3;
constexpr double margin = 2.5;
constexpr double plate_height = 9;
constexpr double qr_side = 22.5;
constexpr double name_size_max = 5;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

// Chinese characters are as wide as high, Latin ones about half.
double width_in_ems(std::string_view text) {
    const auto all = static_cast<double>(count_code_points(text));
    const auto narrow =
        static_cast<double>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; }));
    return all - narrow * 0.45;
}

void say(std::string& out, double x, double y, double size, std::string_view look, std::string_view words) {
    fmt::format_to(std::back_inserter(out), R"(<text x="{:.2f}" y="{:.2f}" font-size="{:.2f}" {}>{}</text>)",
                   x, y, size, look, escaped(words));
}

// The given drawing, put at a place of the sheet.
void put_qr(std::string& out, std::string_view qr, double x, double y) {
    constexpr std::string_view opening = "<svg";
    if (!qr.starts_with(opening)) return;
    fmt::format_to(std::back_inserter(out), R"(<svg x="{:.2f}" y="{:.2f}" width="{}" height="{}")", x, y,
                   qr_side, qr_side);
    out += qr.substr(opening.size());
}

void draw(std::string& out, const Label& label, const LabelWords& words, double left, double top) {
    const double x = left + margin;
    const double y = top + margin;
    const double width = label_width - 2 * margin;
    const double height = label_height - 2 * margin;
    fmt::format_to(std::back_inserter(out),
                   R"(<rect x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}" rx="1.6" fill="#fff" )"
                   R"(stroke="#12509E" stroke-width=".5"/>)"
                   R"(<rect x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{}" rx="1.6" fill="#12509E"/>)",
                   x, y, width, height, x, y, width, plate_height);
    const auto name_size =
        std::min(name_size_max, (width - 4) / std::max(1.0, width_in_ems(label.place.name)));
    say(out, x + 2, y + plate_height / 2 + name_size * 0.36, name_size, R"(fill="#fff" font-weight="700")",
        label.place.name);
    put_qr(out, label.qr, x + 0.5, y + plate_height + 0.3);
    const double text_left = x + qr_side + 3;
    const double room = width - qr_side - 4;
    const auto fitting = [&](double most, std::string_view text) {
        return std::min(most, room / std::max(1.0, width_in_ems(text)));
    };
    say(out, text_left, y + 15, fitting(3.8, words.scan), R"(fill="#1A232E" font-weight="700")", words.scan);
    // The lines close up where a place has no address.
    double line = y + 20;
    const auto next = [&](std::string_view colour, std::string_view text) {
        if (text.empty()) return;
        say(out, text_left, line, fitting(3, text), fmt::format(R"(fill="{}")", colour), text);
        line += 4.7;
    };
    next("#46505D", label.place.address);
    next("#46505D", label.code);
    next("#A4372B", words.mark);
}

std::string page(double width, double height) {
    return fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}mm" height="{1}mm" )"
                       R"(viewBox="0 0 {0} {1}" font-family="'Noto Sans SC','PingFang SC',)"
                       R"('Microsoft YaHei',sans-serif">)",
                       width, height);
}

} // namespace

std::string label_svg(const Label& label, const LabelWords& words) {
    auto out = page(label_width, label_height);
    draw(out, label, words, 0, 0);
    return out + "</svg>";
}

std::string sheet_svg(const std::vector<Label>& labels, const LabelWords& words) {
    auto out = page(label_width * columns, label_height * (labels_max / columns));
    for (std::size_t i = 0; i < labels.size() && i < labels_max; ++i)
        draw(out, labels[i], words, label_width * static_cast<double>(i % columns),
             label_height * static_cast<double>(i / columns));
    return out + "</svg>";
}

std::string report_address(const std::string& public_url, const Code& place) {
    return public_url + "/r/" + place.value;
}

} // namespace gezhi::grid

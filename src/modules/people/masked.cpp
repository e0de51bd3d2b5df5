#include "modules/people/masked.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace gezhi::people {

namespace {

// 复姓 that are met today; a name that begins with one and has more characters keeps two.
constexpr std::array<std::string_view, 24> double_family_names{
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文",
    "司徒", "司空", "轩辕", "夏侯", "端木", "南宫", "申屠", "淳于", "独孤", "钟离", "闻人", "澹台"};

} // namespace

MaskedText mask_name(std::string_view name) {
    name = trim(name);
    if (name.empty()) return {};
    const auto two = first_code_points(name, 2);
    const bool is_double =
        count_code_points(name) > 2 &&
        std::find(double_family_names.begin(), double_family_names.end(), two) != double_family_names.end();
    return MaskedText(std::string(first_code_points(name, is_double ? 2 : 1)) + "*");
}

MaskedText mask_phone(std::string_view phone) {
    std::string digits;
    for (const char c : phone)
        if (c >= '0' && c <= '9') digits += c;
    if (digits.size() == 13 && digits.starts_with("86")) digits.erase(0, 2);
    if (digits.empty()) return {};
    if (digits.size() == 11 && digits.front() == '1') // a mobile number (工信部 numbering plan)
        return MaskedText(digits.substr(0, 3) + "****" + digits.substr(7));
    if (digits.size() < 5) return MaskedText("****");
    return MaskedText("****" + digits.substr(digits.size() - 2));
}

} // namespace gezhi::people

#include "base/family_name.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace gezhi {

namespace {

constexpr std::array<std::string_view, 24> double_family_names{
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文",
    "司徒", "司空", "轩辕", "夏侯", "端木", "南宫", "申屠", "淳于", "独孤", "钟离", "闻人", "澹台"};

} // namespace

std::string_view family_name(std::string_view name) {
    const auto two = first_code_points(name, 2);
    // A name of two characters alone has a family name of one: 东方 may be somebody called Dong Fang.
    const bool is_double = count_code_points(name) > 2 &&
                           std::ranges::find(double_family_names, two) != double_family_names.end();
    return first_code_points(name, is_double ? 2 : 1);
}

} // namespace gezhi

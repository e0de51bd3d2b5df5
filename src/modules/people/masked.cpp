#include "modules/people/masked.hpp"

#include "base/family_name.hpp"
#include "base/text.hpp"

namespace gezhi::people {

MaskedText mask_name(std::string_view name) {
    name = trim(name);
    if (name.empty()) return {};
    return MaskedText(std::string(family_name(name)) + "*");
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

MaskedText mask_contact(std::string_view name, std::string_view phone) {
    const auto who = mask_name(name);
    const auto where = mask_phone(phone);
    return MaskedText(who.shown() + (who.empty() || where.empty() ? "" : " ") + where.shown());
}

} // namespace gezhi::people

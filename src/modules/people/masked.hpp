#pragma once
// A name or telephone number with most of it hidden (张*, 138****5678), as lists and letters show them. A
// MaskedText converts to nothing: it can be shown, but no row and no event takes it, so that a mask never
// overwrites what it hides.

#include <string>
#include <string_view>

namespace gezhi::people {

class MaskedText {
public:
    struct shown_only; // for json: written, never read

    MaskedText() = default;

    // For a screen only.
    std::string shown() const { return shown_; }

    bool empty() const { return shown_.empty(); }

    bool operator==(const MaskedText&) const = default;

private:
    friend MaskedText mask_name(std::string_view name);
    friend MaskedText mask_phone(std::string_view phone);
    friend MaskedText mask_contact(std::string_view name, std::string_view phone);

    explicit MaskedText(std::string shown) : shown_(std::move(shown)) {}

    std::string shown_;
};

// The family name and a star; double family names (欧阳) keep both characters.
MaskedText mask_name(std::string_view name);
// First three and last four digits of a mobile number; of anything else the last two characters at most.
MaskedText mask_phone(std::string_view phone);
// Both in one line, as lists show them.
MaskedText mask_contact(std::string_view name, std::string_view phone);

} // namespace gezhi::people

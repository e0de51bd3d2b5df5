#include "modules/casework/table_file.hpp"

#include "base/text.hpp"

namespace gezhi::casework {

namespace {

class Reading {
public:
    explicit Reading(std::string_view text) : text_(text) {}

    std::optional<std::vector<TableRow>> all() {
        while (at_ < text_.size()) {
            row_.line = line_;
            if (!row()) return std::nullopt;
            const bool blank = row_.cells.size() == 1 && trim(row_.cells.front()).empty();
            if (!blank) rows_.push_back(std::move(row_));
            row_ = {};
        }
        return std::move(rows_);
    }

private:
    bool row() {
        for (;;) {
            if (!cell()) return false;
            if (at_ >= text_.size()) return true;
            const char end = text_[at_++];
            if (end == ',') continue;
            if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
            ++line_;
            return true;
        }
    }

    bool cell() {
        std::string value;
        if (at_ < text_.size() && text_[at_] == '"') {
            ++at_;
            if (!quoted(value)) return false;
        }
        while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r')
            value += text_[at_++];
        row_.cells.push_back(std::move(value));
        return true;
    }

    // Two quotes stand for one; whatever else is inside belongs to the cell.
    bool quoted(std::string& value) {
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c != '"') {
                if (c == '\n') ++line_;
                value += c;
            } else if (at_ < text_.size() && text_[at_] == '"') {
                value += text_[at_++];
            } else {
                return true;
            }
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_{0};
    std::int64_t line_{1};
    TableRow row_{};
    std::vector<TableRow> rows_{};
};

} // namespace

std::optional<std::vector<TableRow>> read_table(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF"; // what spreadsheet programs put first
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    if (!valid_utf8(text) || text.find('\0') != std::string_view::npos) return std::nullopt;
    return Reading(text).all();
}

} // namespace gezhi::casework

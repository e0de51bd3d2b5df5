#include "modules/files/child.hpp"

#include "json/json.hpp"
#include "modules/files/decode.hpp"

#include <unistd.h>

#include <bit>

namespace gezhi::files {

namespace {

constexpr int child_misused = 2;

bool read_some(std::string& into, std::size_t most) {
    const auto had = into.size();
    into.resize(had + most);
    const auto n = ::read(STDIN_FILENO, into.data() + had, most);
    into.resize(had + static_cast<std::size_t>(n > 0 ? n : 0));
    return n > 0;
}

struct Asked {
    pipe::Question question{};
    std::string bytes{};
};

// The line, then exactly the bytes it promises.
std::optional<Asked> read_question() {
    constexpr std::size_t at_once = 64 * 1024;
    std::string all;
    auto end = std::string::npos;
    while ((end = all.find('\n')) == std::string::npos)
        if (all.size() > pipe::line_bytes_max || !read_some(all, at_once)) return std::nullopt;
    auto question = json::read<pipe::Question>(std::string_view(all).substr(0, end), json::Style::stored);
    if (!question || question->bytes < 0 || question->bytes > static_cast<std::int64_t>(pipe::made_bytes_max))
        return std::nullopt;
    const auto whole = end + 1 + static_cast<std::size_t>(question->bytes);
    while (all.size() < whole)
        if (!read_some(all, whole - all.size())) return std::nullopt;
    return Asked{std::move(*question), all.substr(end + 1)};
}

bool write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto n = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

pipe::Answer answer_of(const Made& made) {
    pipe::Answer answer;
    answer.type = made.type;
    answer.width = made.width;
    answer.height = made.height;
    answer.picture = static_cast<std::int64_t>(made.picture.size());
    answer.thumb = static_cast<std::int64_t>(made.thumb.size());
    answer.across = std::bit_cast<std::int64_t>(made.likeness.across);
    answer.down = std::bit_cast<std::int64_t>(made.likeness.down);
    answer.hint = made.hint;
    return answer;
}

} // namespace

int answer_one() {
    if (!shut_limits() || !start_decoder() || !shut_calls()) return child_no_walls;
    const auto asked = read_question();
    if (!asked) return child_misused;
    const auto made = asked->question.work == pipe::Work::keep ? decode(asked->bytes)
                                                               : wipe(asked->bytes, asked->question.strokes);
    pipe::Answer answer;
    if (made)
        answer = answer_of(*made);
    else
        answer.refused = std::string(made.error().rule->code);
    if (!write_all(json::write(answer, json::Style::stored) + "\n")) return child_misused;
    if (made && !(write_all(made->picture) && write_all(made->thumb))) return child_misused;
    return child_done;
}

} // namespace gezhi::files

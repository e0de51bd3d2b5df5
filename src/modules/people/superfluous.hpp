#pragma once
// "This step was superfluous": a count per page and step, so that forms and steps nobody needs are found. It
// holds no person. Two servers counting in one moment may lose one; it is a hint, not a vote.

#include "engine/engine.hpp"

namespace gezhi::people {

struct SuperfluousRow {
    static constexpr std::string_view table = "superfluous";
    static constexpr std::array<std::string_view, 2> key{"page", "step"};
    Code page{};
    Code step{};
    std::int64_t n{0};
};
BOOST_DESCRIBE_STRUCT(SuperfluousRow, (), (page, step, n))

namespace rules {
inline constexpr Rule too_many_steps{"people/too-many-steps", Kind::limit,
                                     "More pages and steps are counted than there can be"};
} // namespace rules

class Superfluous {
public:
    explicit Superfluous(engine::Engine& engine) : engine_(engine) {}

    Result<void> count(const Code& page, const Code& step);
    Result<std::vector<SuperfluousRow>> all(); // most often first

private:
    static constexpr std::size_t rows_max = 500;
    engine::Engine& engine_;
    std::mutex mutex_;
};

} // namespace gezhi::people

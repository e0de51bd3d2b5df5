// gezhi grid: the proof of a street's rules, and where a point lies, from a folder and without a server.

#include "apps/command.hpp"
#include "modules/grid/ask.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace gezhi::apps {

namespace {

namespace wire {

struct FaceShown {
    int number{0};
    std::vector<geo::FaceSide> sides{};
    double area_m2{0};
    double lat{0};
    double lon{0};
    std::vector<std::string> selected_by{};
    geo::Verdict verdict{geo::Verdict::gap};
};
BOOST_DESCRIBE_STRUCT(FaceShown, (), (number, sides, area_m2, lat, lon, selected_by, verdict))

struct GridShare {
    std::string grid{};
    std::string name{};
    double area_m2{0};
    double share{0};
};
BOOST_DESCRIBE_STRUCT(GridShare, (), (grid, name, area_m2, share))

struct SettlementShown {
    geo::SettlementKind kind{geo::SettlementKind::rest};
    std::vector<geo::GridRule> rules{};
    std::vector<int> moves_faces{};
    bool exact{false};
};
BOOST_DESCRIBE_STRUCT(SettlementShown, (), (kind, rules, moves_faces, exact))

struct ProofShown {
    bool exact{false};
    double boundary_m2{0};
    double faces_m2{0};
    double error_m2{0};
    double gap_m2{0};
    double overlap_m2{0};
    std::vector<int> gaps{};
    std::vector<int> overlaps{};
    std::vector<FaceShown> faces{};
    std::vector<GridShare> grids{};
    std::vector<SettlementShown> settlements{};
    std::vector<geo::Note> notes{};
};
BOOST_DESCRIBE_STRUCT(ProofShown, (),
                      (exact, boundary_m2, faces_m2, error_m2, gap_m2, overlap_m2, gaps, overlaps, faces,
                       grids, settlements, notes))

} // namespace wire

struct GridFlags {
    std::string folder{};
    bool settled{false};
    double lat{0};
    double lon{0};
    std::string datum{"wgs84"};
};

wire::ProofShown shown(const geo::Proof& proof) {
    wire::ProofShown made{proof.exact,
                          proof.boundary_m2,
                          proof.total_m2,
                          proof.error_m2,
                          proof.gap_m2,
                          proof.overlap_m2,
                          proof.gaps,
                          proof.overlaps,
                          {},
                          {},
                          {},
                          proof.notes};
    for (const auto& face : proof.faces)
        made.faces.push_back({face.number, face.sides, face.area_m2, face.inner.lat(), face.inner.lon(),
                              face.selected_by, face.verdict});
    for (const auto& grid : proof.grids)
        made.grids.push_back({grid.grid, grid.name, grid.area_m2, grid.share});
    for (const auto& one : proof.settlements)
        made.settlements.push_back({one.kind, one.rules, one.moves_faces, one.exact});
    return made;
}

void tell_face(const wire::FaceShown& face) {
    std::vector<std::string> sides;
    for (const auto& side : face.sides)
        sides.push_back(fmt::format("{} of {}", json::enum_name(side.side), side.road));
    const auto by = face.selected_by.empty() ? std::string("no rule") : join(face.selected_by, " and ");
    std::cout << fmt::format("  {:>2}  {:<7} {:>9.0f} m²  at {:.5f},{:.5f}  {}; selected by {}\n",
                             face.number, json::enum_name(face.verdict), face.area_m2, face.lat, face.lon,
                             join(sides, ", "), by);
}

std::string numbers(const std::vector<int>& faces) {
    std::vector<std::string> texts;
    for (const auto face : faces) texts.push_back(std::to_string(face));
    return texts.empty() ? "none" : join(texts, ", ");
}

void tell_proof(const wire::ProofShown& proof) {
    std::cout << fmt::format("faces ({:.0f} m² of {:.0f} m², good to {:.1f} m²)\n", proof.faces_m2,
                             proof.boundary_m2, proof.error_m2);
    for (const auto& face : proof.faces) tell_face(face);
    std::cout << "grids\n";
    for (const auto& grid : proof.grids)
        std::cout << fmt::format("  {:<16} {:>9.0f} m²  {:>5.1f} %  {}\n", grid.grid, grid.area_m2,
                                 grid.share * 100, grid.name);
    for (const auto& note : proof.notes)
        std::cout << fmt::format("note: {} {} ({} m)\n", note.road, json::enum_name(note.kind), note.metres);
    std::cout << fmt::format("gaps: {} ({:.0f} m²)\noverlaps: {} ({:.0f} m²)\n", numbers(proof.gaps),
                             proof.gap_m2, numbers(proof.overlaps), proof.overlap_m2);
    std::cout << (proof.exact ? "exact: every point lies in exactly one grid\n" : "not exact\n");
    for (const auto& one : proof.settlements) {
        std::cout << fmt::format("settlement ({}{}): moves faces {}\n", json::enum_name(one.kind),
                                 one.exact ? ", exact" : "", numbers(one.moves_faces));
        for (const auto& rule : one.rules) std::cout << fmt::format("  {} {}\n", rule.grid, rule.text);
    }
}

Result<int> check(const GridFlags& flags, bool as_json) {
    GEZHI_TRY(folder, grid::read_folder(flags.folder));
    GEZHI_TRY(proof,
              grid::check_folder(folder, flags.settled ? grid::Reading::settled : grid::Reading::published));
    const auto made = shown(proof);
    if (as_json)
        std::cout << json::write(made) << "\n";
    else
        tell_proof(made);
    return made.exact ? exit_done : exit_refused;
}

Result<int> locate(const GridFlags& flags, bool as_json) {
    GEZHI_TRY(folder, grid::read_folder(flags.folder));
    const auto datum = geo::parse_datum(flags.datum);
    if (!datum) return refuse(rules::setting_wrong, {{"name", "datum"}, {"value", flags.datum}});
    const auto given = geo::from_degrees(flags.lat, flags.lon);
    if (!given)
        return refuse(rules::setting_wrong,
                      {{"name", "LAT LON"}, {"value", fmt::format("{} {}", flags.lat, flags.lon)}});
    GEZHI_TRY(found, grid::locate_in(folder, geo::to_wgs84(*given, *datum)));
    if (as_json)
        std::cout << fmt::format(R"({{"inside":{},"grid":"{}","nearest":"{}","distance_m":{}}})",
                                 found.inside, found.grid.value, found.nearest.value, found.distance_m)
                  << "\n";
    else if (found.inside)
        std::cout << found.grid.value << "\n";
    else
        std::cout << fmt::format("outside; nearest is {}, {} m away\n", found.nearest.value,
                                 found.distance_m);
    return found.inside ? exit_done : exit_refused;
}

} // namespace

void add_grid(CLI::App& app, Call& call) {
    auto* grid = app.add_subcommand("grid", "Grids from roads and rules in words: check, locate");
    grid->require_subcommand(1);
    const auto flags = std::make_shared<GridFlags>();
    auto* checking =
        grid->add_subcommand("check", "Prove that a street's rules cover every point exactly once");
    checking->add_option("DIR", flags->folder, "folder with boundary, roads and grids.json")->required();
    checking->add_flag("--settled", flags->settled, "the rules as settled instead of as published");
    add_json_option(*checking, call);
    checking->footer(
        "Prints every face with its side of each road, area and an inner point, which rules select "
        "it, gaps and overlaps,\nthe share of each grid and the smallest settlements. Exit code "
        "1 while the rules are not exact.");
    checking->callback([&call, flags] {
        call.run = [&call, flags] { return without_house([&] { return check(*flags, call.json); }); };
    });
    auto* locating = grid->add_subcommand("locate", "The grid of a point by the settled rules");
    locating->add_option("DIR", flags->folder, "folder with boundary, roads and grids.json")->required();
    locating->add_option("LAT", flags->lat, "degrees north")->required();
    locating->add_option("LON", flags->lon, "degrees east")->required();
    locating->add_option("--datum", flags->datum, "wgs84, cgcs2000, gcj02 or bd09 (wgs84)");
    add_json_option(*locating, call);
    locating->footer("Exit code 1 for a point outside.");
    locating->callback([&call, flags] {
        call.run = [&call, flags] { return without_house([&] { return locate(*flags, call.json); }); };
    });
}

} // namespace gezhi::apps

#pragma once
// Labels to stick on lamps, doors and gates: the place's name on a blue plate, its code, and a QR code that
// opens the report form at that place. One label or a sheet of 24 (A4, 70 × 37 mm) as SVG, in millimetres.
// The QR code and the words come in as values; draws nothing that needs a network.

#include "modules/grid/query.hpp"

#include <functional>

namespace gezhi::grid {

constexpr std::size_t labels_max = 24;

struct LabelWords {
    std::string scan{}; // scan, and report from here
    std::string mark{}; // of a demonstration; empty otherwise
};

struct Label {
    PlaceFound place{};
    std::string code{}; // as people read it
    std::string qr{};   // <svg …>…</svg>
};

std::string label_svg(const Label& label, const LabelWords& words);
std::string sheet_svg(const std::vector<Label>& labels, const LabelWords& words);
std::string report_address(const std::string& public_url, const Code& place);

} // namespace gezhi::grid

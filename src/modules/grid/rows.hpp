#pragma once
// Read rows back into the words of the room: for the memory view at start, and for facts inside the writer's
// transaction. Never writes.

#include "modules/grid/view.hpp"
#include "sql/session.hpp"

namespace gezhi::grid {

struct GroundRead {
    std::string attribution{};
    std::optional<geo::Point> origin{};
    std::int64_t version{0};
    std::vector<Feature> features{};
};

struct PartitionsRead {
    std::optional<Partition> draft{};
    std::vector<Partition> partitions{};
};

Result<GroundRead> read_ground(sql::Session& session, const Code& subdistrict);
Result<PartitionsRead> read_partitions(sql::Session& session, const Code& subdistrict);
Result<std::vector<PlaceRow>> read_place_rows(sql::Session& session, const Code& subdistrict);
Place place_of(const PlaceRow& row);
Result<bool> code_in_use(sql::Session& session, const Code& subdistrict, const Code& code);
Result<std::int64_t> last_serial(sql::Session& session, const Code& subdistrict);

} // namespace gezhi::grid

#pragma once
// An event as it stands in the log, and the receipt of a command. `seq` has no gaps within a subdistrict;
// `body` is the stored bytes, never re-serialised.

#include "base/code.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

#include <boost/describe.hpp>

#include <memory>
#include <string>

namespace gezhi::engine {

namespace rules {
inline constexpr Rule busy{"engine/busy", Kind::unavailable,
                           "The queue is full; nothing was taken; try again in a moment"};
inline constexpr Rule stale{"engine/stale", Kind::stale,
                            "The file has changed since the version named in If-Match"};
inline constexpr Rule key_reused{"engine/key-reused", Kind::invalid,
                                 "The same key was used for another request"};
inline constexpr Rule clock_backwards{"engine/clock-backwards", Kind::unavailable,
                                      "The machine's clock is behind the log"};
inline constexpr Rule newer_version{"engine/newer-version", Kind::unavailable,
                                    "The log has events of a newer version of the program"};
inline constexpr Rule stopped{"engine/stopped", Kind::unavailable, "The server is stopping"};
} // namespace rules

struct Event {
    std::int64_t seq{0};
    StreamId stream{};
    std::int64_t version{0};
    std::string name{};
    Instant at{};
    std::string actor{};
    std::string post{};
    std::string command_id{};
    std::int64_t fingerprint{0};
    std::string body{};
    Digest hash{};
};
BOOST_DESCRIBE_STRUCT(Event, (),
                      (seq, stream, version, name, at, actor, post, command_id, fingerprint, body, hash))

struct Receipt {
    StreamId id{};
    std::int64_t version{0};
    std::int64_t seq{0};
    bool repeated{false}; // the same command was answered before
    // The stream as the command left it (a repeated one: as it is now), so that no answer needs a read after
    // the commit; of the type of the room's State. Null for side rows only.
    std::shared_ptr<const void> state{};
};

} // namespace gezhi::engine

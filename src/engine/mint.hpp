#pragma once
// Ids and chance: the only place where either is made. UUIDv7 (RFC 9562) from a clock and a source of bits,
// so that the simulator's are the same each time.

#include "base/actor.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

#include <functional>
#include <mutex>

namespace gezhi::engine {

class Mint {
public:
    // Without a seed the bits come from the system's random source.
    explicit Mint(Clock& clock) : clock_(clock) {}

    Mint(Clock& clock, std::uint64_t seed) : clock_(clock), seeded_(true), state_(seed) {}

    template <class AnyId>
    AnyId id() {
        return AnyId{bits()};
    }

    Bits128 bits();
    std::string bytes(std::size_t n);
    std::uint64_t word();

private:
    Clock& clock_;
    bool seeded_{false};
    std::uint64_t state_{0};
    std::mutex mutex_;
};

// The id of a command: a digest of who asked and with which key, so that the same request is the same
// command.
CommandId command_id(const Code& subdistrict, const Actor& actor, std::string_view key);
// A 63-bit fingerprint of a request's body.
std::int64_t fingerprint(std::string_view body);

} // namespace gezhi::engine

#pragma once
// The chain: hash = H(previous ‖ H(header) ‖ H(body)). Header = the columns before body in order, each as its
// length in eight bytes, big-endian, and its bytes (numbers in decimal). SHA-256 (FIPS 180-4) or SM3 (GB/T
// 32905), as event 1 says: the
// one that its hash was made with.

#include "engine/event.hpp"

#include <memory>

namespace gezhi::engine {

enum class Algorithm : std::uint8_t { sha256, sm3 };
BOOST_DESCRIBE_ENUM(Algorithm, sha256, sm3)

class Chain {
public:
    explicit Chain(Algorithm algorithm);
    ~Chain();
    Chain(const Chain&) = delete;
    Chain& operator=(const Chain&) = delete;

    void use(Algorithm algorithm);

    Digest digest(std::string_view bytes);
    Digest link(const Digest& previous, const Code& subdistrict, const Event& event);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace gezhi::engine

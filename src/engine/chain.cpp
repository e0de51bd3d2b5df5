#include "engine/chain.hpp"

#include <openssl/evp.h>

#include <array>

namespace gezhi::engine {

struct Chain::Impl {
    EVP_MD* algorithm{nullptr};
    EVP_MD_CTX* context{nullptr};
    std::string header;

    void begin() { require(EVP_DigestInit_ex2(context, algorithm, nullptr) == 1, "digest init"); }

    void add(const void* bytes, std::size_t size) {
        require(EVP_DigestUpdate(context, bytes, size) == 1, "digest update");
    }

    Digest end() {
        Digest digest;
        unsigned int size = 0;
        require(EVP_DigestFinal_ex(context, digest.bytes.data(), &size) == 1 && size == digest.bytes.size(),
                "digest final");
        return digest;
    }

    void field(std::string_view text) {
        std::uint64_t size = text.size();
        for (int shift = 56; shift >= 0; shift -= 8)
            header += static_cast<char>(size >> static_cast<unsigned>(shift) & 0xFFU);
        header += text;
    }
};

Chain::Chain(Algorithm algorithm) : impl_(std::make_unique<Impl>()) {
    impl_->context = EVP_MD_CTX_new();
    require(impl_->context != nullptr, "a digest context");
    use(algorithm);
}

void Chain::use(Algorithm algorithm) {
    EVP_MD_free(impl_->algorithm);
    impl_->algorithm = EVP_MD_fetch(nullptr, algorithm == Algorithm::sm3 ? "SM3" : "SHA256", nullptr);
    require(impl_->algorithm != nullptr, "the digest exists");
}

Chain::~Chain() {
    EVP_MD_CTX_free(impl_->context);
    EVP_MD_free(impl_->algorithm);
}

Digest Chain::digest(std::string_view bytes) {
    impl_->begin();
    impl_->add(bytes.data(), bytes.size());
    return impl_->end();
}

Digest Chain::link(const Digest& previous, const Code& subdistrict, const Event& event) {
    auto& one = *impl_;
    one.header.clear();
    one.field(subdistrict.value);
    one.field(std::to_string(event.seq));
    one.field(event.stream.text());
    one.field(std::to_string(event.version));
    one.field(event.name);
    one.field(std::to_string(event.at.us));
    one.field(event.actor);
    one.field(event.post);
    one.field(event.command_id);
    one.field(std::to_string(event.fingerprint));
    const auto header = digest(one.header);
    const auto body = digest(event.body);
    one.begin();
    for (const auto* part : {&previous, &header, &body}) one.add(part->bytes.data(), part->bytes.size());
    return one.end();
}

} // namespace gezhi::engine

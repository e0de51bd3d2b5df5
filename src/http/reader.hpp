#pragma once
// Bytes in, requests out: the HTTP/1.1 parser behind a plain face (Beast's basic_parser inside), without
// sockets and without waiting. Promises to take exactly the bytes of one request, so what follows in the
// buffer is the next; refuses ambiguous lengths, odd transfer codings, a missing Host and bodies beyond their
// limit.

#include "http/message.hpp"

#include <functional>
#include <memory>

namespace gezhi::http {

struct ReaderLimits {
    std::size_t head_bytes_max{16 * 1024};
    std::size_t fields_max{100};
    // How many bytes of body this method and path may have.
    std::function<std::size_t(Method, std::string_view path)> body_bytes_max{};
};

class RequestReader {
public:
    enum class State : std::uint8_t {
        reading,  // wants more bytes
        complete, // take() it
        failed    // fault() says why; the connection is of no more use
    };

    explicit RequestReader(const ReaderLimits& limits);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    // Returns how many bytes were used; those not used must be offered again with more behind them.
    std::size_t feed(std::string_view bytes);

    State state() const { return state_; }

    bool begun() const; // at least one byte of this request has come
    bool head_done() const;
    bool wants_continue(); // Expect: 100-continue, said once, and only while the body has not begun
    bool keep_alive() const;
    const Rule& fault() const;
    Request take(); // and begins anew

private:
    class Parser;

    const ReaderLimits& limits_;
    std::unique_ptr<Parser> parser_;
    State state_{State::reading};
};

} // namespace gezhi::http

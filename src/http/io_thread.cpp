#include "http/io_thread.hpp"

#include "http/conversation.hpp"
#include "http/head.hpp"
#include "http/rules.hpp"
#include "http/stream.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <unordered_set>

namespace gezhi::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using Steady = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<Steady, asio::wait_traits<Steady>, Executor>;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using SecureSocket = asio::ssl::stream<Socket>;
using Fault = boost::system::error_code;
using Phase = Conversation::Phase;

namespace {

class Peer {
public:
    virtual ~Peer() = default;
    virtual void sweep() = 0;
    virtual void wind_down() = 0;
    virtual void close() = 0;
};

} // namespace

struct IoThread::Core : std::enable_shared_from_this<IoThread::Core> {
    explicit Core(IoParts given)
        : parts(std::move(given)), desk(parts.options, parts.dispatcher, parts.name) {}

    Result<void> open();
    void accept();
    void admit(Socket socket);
    void sweep();
    void tick();
    void wind_down();
    void end();

    std::vector<std::shared_ptr<Peer>> everybody() const { return {peers.begin(), peers.end()}; }

    IoParts parts;
    Desk desk;
    asio::io_context context{1};
    Acceptor acceptor{context};
    Timer sweeper{context};
    std::optional<asio::ssl::context> tls{};
    std::unordered_set<std::shared_ptr<Peer>> peers{};
    Steady::time_point now{};
    bool accepting{false};
};

// Moves the bytes of one conversation and keeps its time.
template <class Wire>
class Connection final : public Peer, public std::enable_shared_from_this<Connection<Wire>> {
public:
    template <class... Arguments>
    Connection(IoThread::Core& core, std::string remote, Arguments&&... arguments)
        : core_(core), wire_(std::forward<Arguments>(arguments)...),
          talk_(core.desk, std::move(remote), secure) {
        core_.parts.connections->fetch_add(1, std::memory_order_relaxed);
    }

    ~Connection() override { core_.parts.connections->fetch_sub(1, std::memory_order_relaxed); }

    void start() {
        allow(core_.desk.options.head_timeout);
        if constexpr (secure)
            wire_.async_handshake(
                asio::ssl::stream_base::server,
                [self = this->shared_from_this()](Fault fault) { fault ? self->close() : self->read(); });
        else
            read();
    }

    void sweep() override {
        if (talk_.phase() == Phase::streaming && !writing_ && core_.now >= heartbeat_at_) {
            heartbeat_at_ = core_.now + core_.desk.options.heartbeat;
            talk_.out() += ":\n\n"; // a comment: keeps proxies from closing the stream
            return write();
        }
        if (core_.now < deadline_) return;
        const bool late = talk_.phase() == Phase::reading && !talk_.quiet() && !writing_;
        if (!late) return close();
        // The pending read stays pending; its end only finds the phase changed.
        talk_.refuse_and_close(rules::too_slow);
        write();
    }

    void wind_down() override {
        if (talk_.stream()) talk_.stream()->close();
        if (talk_.phase() == Phase::reading && talk_.quiet() && !writing_) close();
    }

    void close() override {
        if (talk_.phase() == Phase::closed) return;
        talk_.enter(Phase::closed);
        if (talk_.stream()) talk_.stream()->detach();
        Fault ignored;
        socket().close(ignored);
        core_.peers.erase(this->shared_from_this());
    }

private:
    static constexpr bool secure = std::is_same_v<Wire, SecureSocket>;

    Socket& socket() {
        if constexpr (secure)
            return wire_.next_layer();
        else
            return wire_;
    }

    void allow(std::chrono::milliseconds time) { deadline_ = core_.now + time; }

    void be_patient() {
        const auto part = talk_.part();
        if (part == std::exchange(part_, part)) return;
        const auto& options = core_.desk.options;
        allow(part == Conversation::Part::body   ? options.body_timeout
              : part == Conversation::Part::head ? options.head_timeout
                                                 : options.idle_timeout);
    }

    void read() {
        if (reading_ || talk_.phase() == Phase::closed) return;
        reading_ = true;
        if (talk_.phase() != Phase::reading) talk_.discard();
        wire_.async_read_some(asio::buffer(talk_.room(), talk_.room_bytes()),
                              [self = this->shared_from_this()](Fault fault, std::size_t bytes) {
                                  self->reading_ = false;
                                  if (fault) return self->close();
                                  self->arrived(bytes);
                              });
    }

    void arrived(std::size_t bytes) {
        if (talk_.phase() == Phase::streaming || talk_.phase() == Phase::draining)
            return read(); // and forget what came
        talk_.arrived(bytes);
        advance();
    }

    void advance() {
        talk_.advance([this] { return way_back(); });
        if (talk_.phase() == Phase::reading) be_patient();
        if (talk_.phase() == Phase::working) deadline_ = Steady::time_point::max();
        if (talk_.has_out()) return write();
        if (talk_.phase() == Phase::reading) read();
    }

    // The answer may come from any thread: it is carried to this one.
    Dispatcher::Deliver way_back() {
        part_ = Conversation::Part::none;

        struct Way { // the connection is let go before the loop it lives on
            std::shared_ptr<IoThread::Core> core;
            std::shared_ptr<Connection> connection;
        };

        return [way = Way{core_.shared_from_this(), this->shared_from_this()}](Response response) {
            asio::post(way.core->context, [self = way.connection, response = std::move(response)]() mutable {
                if (self->talk_.phase() != Phase::working) return;
                self->talk_.answered(std::move(response));
                self->write();
            });
        };
    }

    void write() {
        if (writing_ || talk_.phase() == Phase::closed) return;
        writing_ = true;
        allow(core_.desk.options.write_timeout);
        going_.swap(talk_.out()); // the next answer may be gathered while these bytes are on their way
        going_shared_ = talk_.take_shared();
        std::array<asio::const_buffer, 2> buffers{asio::buffer(going_), asio::const_buffer{}};
        if (going_shared_) buffers[1] = asio::buffer(*going_shared_);
        asio::async_write(wire_, buffers, [self = this->shared_from_this()](Fault fault, std::size_t) {
            self->writing_ = false;
            if (fault) return self->close();
            self->written();
        });
    }

    void written() {
        going_.clear();
        going_shared_ = nullptr;
        part_ = Conversation::Part::none;
        if (talk_.has_out()) return write();
        switch (talk_.phase()) {
        case Phase::reading:
            return core_.desk.stopping && talk_.quiet() ? close() : advance();
        case Phase::working:
            deadline_ = Steady::time_point::max();
            return;
        case Phase::streaming:
            return stream_on();
        case Phase::draining:
            return drain();
        case Phase::closed:
            return;
        }
    }

    void attach() {
        if (std::exchange(attached_, true)) return;
        talk_.stream()->attach([core = core_.shared_from_this(), weak = this->weak_from_this()] {
            asio::post(core->context, [weak] {
                const auto self = weak.lock();
                if (self && self->talk_.phase() == Phase::streaming && !self->writing_) self->stream_on();
            });
        });
        read(); // only to notice that the reader has gone
    }

    void stream_on() {
        deadline_ = Steady::time_point::max();
        attach();
        bool closed = false;
        talk_.out() = talk_.stream()->take(closed);
        heartbeat_at_ = core_.now + core_.desk.options.heartbeat;
        if (closed) talk_.enter(Phase::draining);
        if (talk_.has_out())
            write();
        else if (closed)
            drain();
    }

    // Closing with unread bytes would reset the connection and take the answer with it: say goodbye, then
    // wait for the client to close.
    void drain() {
        allow(core_.desk.options.linger);
        if constexpr (secure) {
            wire_.async_shutdown([self = this->shared_from_this()](Fault) { self->close(); });
        } else {
            Fault fault;
            socket().shutdown(tcp::socket::shutdown_send, fault);
            fault ? close() : read();
        }
    }

    IoThread::Core& core_;
    Wire wire_;
    Conversation talk_;
    std::string going_{};
    std::shared_ptr<const std::string> going_shared_{};
    bool reading_{false};
    bool writing_{false};
    bool attached_{false};
    Conversation::Part part_{Conversation::Part::none};
    Steady::time_point deadline_{};
    Steady::time_point heartbeat_at_{};
};

Result<void> IoThread::Core::open() {
    const auto& options = parts.options;
    Fault fault;
    acceptor.assign(parts.ipv6 ? tcp::v6() : tcp::v4(), parts.listening, fault);
    if (!fault && !options.tls_certificate.empty()) {
        using Context = asio::ssl::context;
        auto& secure = tls.emplace(Context::tls_server);
        secure.set_options(Context::default_workarounds | Context::no_tlsv1 | Context::no_tlsv1_1, fault);
        secure.use_certificate_chain_file(options.tls_certificate, fault);
        if (!fault) secure.use_private_key_file(options.tls_key, Context::pem, fault);
    }
    if (fault) return refuse(rules::cannot_listen, {{"cause", fault.message()}});
    tick();
    accept();
    sweep();
    return {};
}

void IoThread::Core::tick() {
    now = Steady::now();
    desk.date = http_date(std::time(nullptr));
}

void IoThread::Core::accept() {
    accepting = true;
    acceptor.async_accept([this](Fault fault, Socket socket) {
        accepting = false;
        // Out of file descriptors: the sweep accepts again, so that this is no busy loop.
        if (desk.stopping || fault) return;
        admit(std::move(socket));
        accept();
    });
}

void IoThread::Core::admit(Socket socket) {
    Fault fault;
    if (parts.connections->load(std::memory_order_relaxed) >= parts.options.connections_max) return;
    socket.set_option(tcp::no_delay(true), fault);
    const auto from = socket.remote_endpoint(fault);
    if (fault) return;
    auto remote = from.address().to_string();
    const auto begin = [this](auto connection) {
        peers.insert(connection);
        connection->start();
    };
    if (tls)
        begin(std::make_shared<Connection<SecureSocket>>(*this, std::move(remote), std::move(socket), *tls));
    else
        begin(std::make_shared<Connection<Socket>>(*this, std::move(remote), std::move(socket)));
}

void IoThread::Core::sweep() {
    sweeper.expires_after(parts.options.sweep);
    sweeper.async_wait([this](Fault fault) {
        if (fault) return;
        tick();
        for (const auto& peer : everybody()) peer->sweep();
        if (!accepting && !desk.stopping) accept();
        sweep();
    });
}

void IoThread::Core::wind_down() {
    Fault ignored;
    desk.stopping = true;
    acceptor.close(ignored);
    for (const auto& peer : everybody()) peer->wind_down();
}

void IoThread::Core::end() {
    wind_down();
    for (const auto& peer : everybody()) peer->close();
    context.stop();
}

Result<std::unique_ptr<IoThread>> IoThread::start(IoParts parts) {
    auto core = std::make_shared<Core>(std::move(parts));
    GEZHI_CHECK(core->open());
    auto thread = std::unique_ptr<IoThread>(new IoThread(core));
    thread->thread_ = std::thread([core = core.get()] { core->context.run(); });
    return thread;
}

IoThread::~IoThread() {
    end();
}

void IoThread::wind_down() {
    asio::post(core_->context, [core = core_.get()] { core->wind_down(); });
}

void IoThread::end() {
    if (!thread_.joinable()) return;
    asio::post(core_->context, [core = core_.get()] { core->end(); });
    thread_.join();
}

} // namespace gezhi::http

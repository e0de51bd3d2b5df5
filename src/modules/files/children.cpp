#include "modules/files/children.hpp"

#include "json/json.hpp"
#include "modules/files/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <filesystem>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>

namespace gezhi::files {

namespace {

using Clock = std::chrono::steady_clock;

const std::array<const Rule*, 4> told_by_child{&rules::not_a_picture, &rules::cut_off,
                                               &rules::too_many_pixels, &rules::hostile};

// A descriptor that is closed with its owner.
class Handle {
public:
    Handle() = default;

    explicit Handle(int fd) : fd_(fd) {}

    ~Handle() { close(); }

    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

    int get() const { return fd_; }

    void set(int fd) {
        close();
        fd_ = fd;
    }

private:
    int fd_{-1};
};

class Process {
public:
    ~Process() {
        if (pid_ > 0) end();
    }

    bool start(const std::string& program) {
        // A socket where the child expects a pipe: only a socket can be written without a signal to us.
        std::array<int, 2> in{-1, -1};
        std::array<int, 2> out{-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) != 0) return false;
        to_.set(in[0]);
        Handle child_in(in[1]);
        if (::pipe2(out.data(), O_CLOEXEC) != 0) return false;
        from_.set(out[0]);
        Handle child_out(out[1]);
        ::fcntl(to_.get(), F_SETFL, O_NONBLOCK);
        ::fcntl(from_.get(), F_SETFL, O_NONBLOCK);
        return spawn(program, child_in.get(), child_out.get());
    }

    int to() const { return to_.get(); }

    int from() const { return from_.get(); }

    void all_said() { to_.close(); }

    // The exit code; -1 when a signal ended it or it was still there by then.
    int wait(Clock::time_point until) {
        constexpr auto between = std::chrono::milliseconds(1);
        int status = 0;
        for (auto found = ::waitpid(pid_, &status, WNOHANG); found == 0;
             found = ::waitpid(pid_, &status, WNOHANG)) {
            if (Clock::now() >= until) {
                end();
                return -1;
            }
            std::this_thread::sleep_for(between);
        }
        pid_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    void end() {
        ::kill(pid_, SIGKILL);
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
    }

private:
    bool spawn(const std::string& program, int in, int out) {
        posix_spawn_file_actions_t actions{};
        posix_spawnattr_t attributes{};
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addchdir_np(&actions, "/");
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        sigset_t none{};
        sigset_t every{};
        sigemptyset(&none);
        sigfillset(&every);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &every);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        std::string name = program;
        std::array<char*, 2> arguments{name.data(), nullptr};
        std::array<char*, 1> environment{nullptr};
        const int fault = ::posix_spawn(&pid_, program.c_str(), &actions, &attributes, arguments.data(),
                                        environment.data());
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        if (fault != 0) pid_ = -1;
        return fault == 0;
    }

    pid_t pid_{-1};
    Handle to_{};
    Handle from_{};
};

// Writes the question and reads the answer at once, until the child has closed its side or time is up.
class Talk {
public:
    Talk(Process& process, std::string_view said, Clock::time_point until)
        : process_(process), said_(said), until_(until) {}

    // Nothing when it took too long or said too much.
    std::optional<std::string> run() {
        for (;;) {
            std::array<pollfd, 2> ends{pollfd{process_.from(), POLLIN, 0},
                                       pollfd{said_.empty() ? -1 : process_.to(), POLLOUT, 0}};
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Clock::now());
            if (left.count() <= 0) return std::nullopt;
            if (::poll(ends.data(), ends.size(), static_cast<int>(left.count())) < 0 && errno != EINTR)
                return std::nullopt;
            if (ends[1].revents != 0) say();
            if (ends[0].revents != 0 && !hear()) return std::move(heard_);
            if (heard_.size() > pipe::made_bytes_max) return std::nullopt;
        }
    }

private:
    void say() {
        const auto n = ::send(process_.to(), said_.data(), said_.size(), MSG_NOSIGNAL);
        if (n > 0)
            said_.remove_prefix(static_cast<std::size_t>(n));
        else if (n < 0 && errno != EAGAIN && errno != EINTR)
            said_ = {}; // it is gone; its end of the other pipe says so
        if (said_.empty()) process_.all_said();
    }

    bool hear() {
        std::array<char, 64 * 1024> part{};
        const auto n = ::read(process_.from(), part.data(), part.size());
        if (n > 0) heard_.append(part.data(), static_cast<std::size_t>(n));
        return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
    }

    Process& process_;
    std::string_view said_;
    Clock::time_point until_;
    std::string heard_{};
};

Error refused(const std::string& code) {
    for (const auto* rule : told_by_child)
        if (rule->code == code) {
            Error error{rule};
            if (rule == &rules::too_many_pixels)
                error.params["limit_megapixels"] = std::to_string(picture_pixels_max / 1'000'000);
            return error;
        }
    return Error{&rules::hostile};
}

bool possible(const pipe::Answer& answer, std::size_t follow) {
    const auto side = [](std::int64_t n) { return n >= 1 && n <= picture_kept_side_max; };
    const auto size = [&](std::int64_t n) { return n > 0 && n <= static_cast<std::int64_t>(follow); };
    return side(answer.width) && side(answer.height) && size(answer.picture) && size(answer.thumb) &&
           static_cast<std::size_t>(answer.picture) + static_cast<std::size_t>(answer.thumb) == follow;
}

// What a process said that may be in a stranger's hands.
Result<Made> judged(std::string_view heard) {
    const auto end = heard.substr(0, pipe::line_bytes_max).find('\n');
    if (end == std::string_view::npos) return refuse(rules::hostile);
    const auto answer = json::read<pipe::Answer>(heard.substr(0, end), json::Style::stored);
    if (!answer) return refuse(rules::hostile);
    if (!answer->refused.empty()) return refuse(refused(answer->refused));
    const auto bytes = heard.substr(end + 1);
    if (!possible(*answer, bytes.size())) return refuse(rules::hostile);
    const auto cut = static_cast<std::size_t>(answer->picture);
    Made made;
    made.type = answer->type;
    made.width = answer->width;
    made.height = answer->height;
    made.picture = std::string(bytes.substr(0, cut));
    made.thumb = std::string(bytes.substr(cut));
    made.likeness = {std::bit_cast<std::uint64_t>(answer->across),
                     std::bit_cast<std::uint64_t>(answer->down)};
    made.hint = answer->hint;
    return made;
}

} // namespace

// One of the places; gives it back.
class Children::Turn {
public:
    explicit Turn(Children& all) : all_(all) {}

    ~Turn() {
        if (!taken_) return;
        {
            const std::lock_guard lock(all_.mutex_);
            --all_.running_;
        }
        all_.freed_.notify_one();
    }

    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    bool take() {
        const auto free = [&] { return all_.running_ < all_.limits_.at_once; };
        std::unique_lock lock(all_.mutex_);
        taken_ = free();
        if (!taken_) {
            if (all_.waiting_ >= all_.limits_.waiting) return false;
            ++all_.waiting_;
            taken_ = all_.freed_.wait_for(lock, all_.limits_.patience, free);
            --all_.waiting_;
        }
        if (taken_) ++all_.running_;
        return taken_;
    }

private:
    Children& all_;
    bool taken_{false};
};

Result<Made> Children::ask(pipe::Question question, std::string_view bytes) {
    if (program_.empty()) return refuse(rules::no_decoder);
    Turn turn(*this);
    if (!turn.take()) return refuse(rules::busy);
    question.bytes = static_cast<std::int64_t>(bytes.size());
    auto said = json::write(question, json::Style::stored) + "\n";
    said += bytes;
    Process process;
    if (!process.start(program_)) return refuse(rules::no_decoder);
    const auto until = Clock::now() + limits_.wall;
    const auto heard = Talk(process, said, until).run();
    if (!heard) return refuse(rules::hostile); // and it is ended
    const auto code = process.wait(until);
    if (code == child_no_walls || code == 127) return refuse(rules::no_decoder);
    if (code != child_done) return refuse(rules::hostile);
    return judged(*heard);
}

Result<Made> Children::keep(std::string_view bytes) {
    return ask({pipe::Work::keep, 0, {}}, bytes);
}

Result<Made> Children::wipe(std::string_view bytes, const std::vector<Stroke>& strokes) {
    return ask({pipe::Work::wipe, 0, strokes}, bytes);
}

std::string program_beside(std::string_view name) {
    std::error_code fault;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", fault);
    if (fault) return {};
    return (self.parent_path() / name).string();
}

} // namespace gezhi::files

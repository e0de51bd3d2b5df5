#include "apps/program.hpp"

#include "base/text.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <sys/wait.h>

extern char** environ; // POSIX declares it nowhere

namespace gezhi::apps {

namespace {

constexpr std::size_t words_shown_max = 300;

struct Pipe {
    std::array<int, 2> ends{-1, -1};

    Pipe() { require(::pipe2(ends.data(), O_CLOEXEC) == 0, "a pipe"); }

    ~Pipe() {
        for (const int end : ends)
            if (end >= 0) ::close(end);
    }

    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    void close_writer() {
        ::close(ends[1]);
        ends[1] = -1;
    }
};

// Both at once, so that neither fills up while the other is waited for.
void read_both(const Pipe& out, const Pipe& err, std::string& said, std::string& complained) {
    std::array<pollfd, 2> waiting{pollfd{out.ends[0], POLLIN, 0}, pollfd{err.ends[0], POLLIN, 0}};
    std::array<std::string*, 2> into{&said, &complained};
    std::array<char, 65536> buffer{};
    while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
        if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
            const auto n = ::read(waiting[i].fd, buffer.data(), buffer.size());
            if (n > 0)
                into[i]->append(buffer.data(), static_cast<std::size_t>(n));
            else
                waiting[i].fd = -1;
        }
    }
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (auto& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

} // namespace

Result<std::string> run_program(const std::vector<std::string>& words,
                                const std::map<std::string, std::string>& environment) {
    Pipe out;
    Pipe err;
    auto arguments = words;
    std::vector<std::string> settings;
    for (char** one = environ; *one != nullptr; ++one) settings.emplace_back(*one);
    for (const auto& [name, value] : environment) settings.push_back(name + "=" + value);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, err.ends[1], 2);
    pid_t child = -1;
    auto argv = pointers(arguments);
    auto envp = pointers(settings);
    const int fault =
        ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    if (fault != 0)
        return refuse(rules::program_failed, {{"program", words.front()}, {"reason", "not found"}});
    out.close_writer();
    err.close_writer();
    std::string said;
    std::string complained;
    read_both(out, err, said, complained);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return said;
    return refuse(rules::program_failed,
                  {{"program", words.front()},
                   {"reason", std::string(first_code_points(trim(complained), words_shown_max))}});
}

} // namespace gezhi::apps

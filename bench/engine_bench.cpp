// The engine alone: the reports of the street bench straight into the door of the cases, without HTTP, from a
// closed loop of as many askers. Same data folder, same writer, same durability.
//   engine_bench --data FOLDER [--home .] [--seconds N] [--askers 64]
// Prints one JSON object a line.

#include "apps/begin.hpp"
#include "modules/casework/intake.hpp"
#include "sample.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <sys/resource.h>

namespace {

using namespace gezhi;
using Steady = std::chrono::steady_clock;

double cpu_us() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto us = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    return us(usage.ru_utime) + us(usage.ru_stime);
}

casework::ReportGiven given(std::uint64_t n) {
    const auto one = bench::sample(n);
    casework::ReportGiven report;
    report.text = one.text;
    report.channel = casework::Channel::staff;
    report.class_code = Code{std::string(one.class_code)};
    report.lat = one.lat;
    report.lon = one.lon;
    report.datum = "wgs84";
    return report;
}

// As many reports under way as there are askers; the next is made when one is answered.
class Loop {
public:
    Loop(apps::House& house, Actor actor, std::size_t askers)
        : house_(house), door_(house.case_door()), actor_(std::move(actor)), free_(askers), askers_(askers) {}

    void run(std::chrono::seconds most) {
        const auto began = Steady::now();
        while (Steady::now() - began < most) {
            take();
            send(Steady::now());
        }
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return free_ == askers_; });
        seconds = std::chrono::duration<double>(Steady::now() - began).count();
        std::ranges::sort(micros);
    }

    std::vector<double> micros{};
    std::size_t refused{0};
    double seconds{0};

private:
    void take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return free_ > 0; });
        --free_;
    }

    void send(Steady::time_point asked) {
        const auto n = sent_++;
        const auto key = run_ + std::to_string(n);
        casework::ask_report(
            door_, actor_, given(n), {engine::command_id(house_.engine.subdistrict(), actor_, key), 1},
            [this, asked](Result<engine::Receipt> receipt) {
                const std::lock_guard lock(mutex_);
                if (!receipt) ++refused;
                micros.push_back(std::chrono::duration<double>(Steady::now() - asked).count() * 1e6);
                if (++free_ == 1 || free_ == askers_) changed_.notify_one();
            });
    }

    apps::House& house_;
    casework::Door door_;
    Actor actor_;
    std::string run_{"engine-bench-" + std::to_string(Steady::now().time_since_epoch().count()) + "-"};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t free_;
    const std::size_t askers_;
    std::uint64_t sent_{0};
};

Actor desk_of(apps::House& house) {
    const auto rights = house.rights->snapshot();
    const auto now = house.clock.now();
    const auto holders = rights->holders(Duty::desk, {}, {}, now);
    return holders.empty() ? Actor{} : rights->actor_of(holders.front(), now);
}

Result<void> run(const apps::Settings& settings, std::chrono::seconds most, std::size_t askers) {
    SystemClock clock;
    GEZHI_TRY(begun, apps::begin(settings, {.story = false}, clock));
    auto& house = *begun.house;
    house.engine.start();
    Loop loop(house, desk_of(house), askers);
    const auto cpu = cpu_us();
    loop.run(most);
    const auto used = cpu_us() - cpu;
    house.engine.stop();
    const auto n = std::max<std::size_t>(loop.micros.size(), 1);
    const auto at = [&](double share) {
        return loop.micros.empty()
                   ? 0
                   : loop.micros[static_cast<std::size_t>(share * static_cast<double>(n - 1))];
    };
    std::printf("{\"what\":\"reports, engine alone\",\"askers\":%zu,\"per_second\":%.0f,\"p50_ms\":%.2f,"
                "\"p99_ms\":%.2f,\"answers\":%zu,\"refused\":%zu,\"cpu_us\":%.1f}\n",
                askers, static_cast<double>(n) / loop.seconds, at(0.5) / 1000, at(0.99) / 1000, n,
                loop.refused, used / static_cast<double>(n));
    return {};
}

} // namespace

int main(int count, char** arguments) {
    apps::Settings::Flags flags{{"home", "."}};
    std::chrono::seconds most{8};
    std::size_t askers = 64;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string option = arguments[i];
        const std::string value = arguments[i + 1];
        if (option == "--seconds") most = std::chrono::seconds(std::atoi(value.c_str()));
        if (option == "--askers") askers = static_cast<std::size_t>(std::atoi(value.c_str()));
        if (option == "--data" || option == "--home" || option == "--database" || option == "--demo")
            flags[option.substr(2)] = value;
    }
    const auto settings = apps::Settings::read(flags);
    const auto done = settings ? run(*settings, most, askers) : Result<void>(refuse(settings.error()));
    if (done) return 0;
    std::fprintf(stderr, "engine_bench: %s\n", std::string(done.error().rule->code).c_str());
    return 1;
}

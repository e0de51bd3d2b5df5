#pragma once
// The server's side of the picture processes: started, fed, listened to, ended in time; so many at once and
// so many waiting. Promises that a picture which kills, stalls or fills its process costs nothing but a
// refusal, and that no process outlives its question.

#include "modules/files/decode.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace gezhi::files {

struct ChildLimits {
    int at_once{2};
    int waiting{8};
    std::chrono::milliseconds wall{20'000};     // of one question
    std::chrono::milliseconds patience{10'000}; // in the queue
};

class Children {
public:
    // `program` is the executable; empty: there is none, and every picture is refused as no-decoder.
    explicit Children(std::string program, ChildLimits limits = {})
        : program_(std::move(program)), limits_(limits) {}

    Result<Made> keep(std::string_view bytes);
    Result<Made> wipe(std::string_view bytes, const std::vector<Stroke>& strokes);

private:
    class Turn;

    Result<Made> ask(pipe::Question question, std::string_view bytes);

    std::string program_;
    ChildLimits limits_;
    std::mutex mutex_;
    std::condition_variable freed_;
    int running_{0};
    int waiting_{0};
};

// The executable that stands beside the running program.
std::string program_beside(std::string_view name);

} // namespace gezhi::files

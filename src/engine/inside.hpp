#pragma once
// The world as seen from inside the writer's transaction: what facts() may ask. session() writes out what the
// batch has decided so far first, so that set questions see it.

#include "base/actor.hpp"
#include "engine/event.hpp"
#include "sql/session.hpp"

#include <functional>

namespace gezhi::engine {

class Room;

class Inside {
public:
    virtual ~Inside() = default;

    virtual Instant now() const = 0;
    virtual const Code& subdistrict() const = 0;
    virtual StreamId stream() const = 0; // of the command at hand
    // The writer's own connection with all earlier decisions of the batch in it.
    virtual Result<sql::Session*> session() = 0;
    // The next number of a named series; `load` reads the last one used when the writer does not know it.
    virtual Result<std::int64_t> next(const std::string& series,
                                      const std::function<Result<std::int64_t>(sql::Session&)>& load) = 0;
    // The state of another stream of a room, as the batch has left it; the empty state when there is none.
    virtual Result<std::shared_ptr<const void>> other(const Room& room, StreamId id) = 0;
};

} // namespace gezhi::engine

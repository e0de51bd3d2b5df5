#pragma once
// How a room plugs into the staircase. A room is a class R with these members; RoomOf<R> makes it usable by
// the writer:
//   static constexpr std::string_view name;                      "casework"
//   using State, Command (variant), Event (variant), Facts;      State{}.version == 0 means "there is none"
//   static Result<void> permit(const Actor&, const State&, const Command&);
//   Result<Facts> facts(Inside&, const Actor&, const State&, const Command&);
//   static Result<std::vector<Event>> decide(const State&, const Command&, const Facts&);
//   static State evolve(State, const Event&);
//   static void view(const State&, RowSet&);                     pure: the rows of a state
//   static std::vector<const sql::Table*> tables();
// and, where it has any:
//   static std::optional<Instant> due(const State&);  static Command due_command(const State&);
//   static void rollup(const State& before, const State& after, Deltas&);
//   void load(sql::Session&, const Code& subdistrict);           memory views at start
//   void apply(const Change<State>&);                            memory views after each commit, in order of
//   seq

#include "engine/inside.hpp"
#include "engine/rows.hpp"
#include "json/json.hpp"
#include "json/schema.hpp"

#include <any>
#include <memory>

namespace gezhi::engine {

struct Stored {
    std::string name;
    std::string body;
};

struct Outcome {
    std::shared_ptr<const void> state;
    std::vector<Stored> events;
};

// A committed change, for memory views. `sides` is null when the change was made by another server.
template <class State>
struct Change {
    StreamId stream;
    const State& before;
    const State& after;
    const Sides* sides;
    sql::Session* session; // to read side rows with when `sides` is null
};

struct AnyChange {
    StreamId stream;
    std::shared_ptr<const void> before;
    std::shared_ptr<const void> after;
    const Sides* sides{nullptr};
    sql::Session* session{nullptr};
};

class Room {
public:
    virtual ~Room() = default;

    virtual std::string_view name() const = 0;
    virtual std::shared_ptr<const void> empty() const = 0;
    virtual std::int64_t version(const void* state) const = 0;
    virtual Result<std::shared_ptr<const void>> fold(const std::shared_ptr<const void>& state,
                                                     std::string_view name, std::string_view body) const = 0;
    virtual Result<Outcome> handle(Inside& inside, const std::shared_ptr<const void>& state,
                                   const Actor& actor, const std::any& command) = 0;
    virtual void view(const void* state, RowSet& rows) const = 0;
    virtual void rollup(const void* before, const void* after, Deltas& deltas) const = 0;
    virtual std::optional<Instant> due(const void* state) const = 0;
    virtual std::any due_command(const void* state) const = 0;
    virtual std::vector<const sql::Table*> tables() const = 0;
    virtual Result<void> load(sql::Session& session, const Code& subdistrict) = 0;
    virtual void apply(const AnyChange& change) = 0;
    virtual std::vector<std::string_view> event_names() const = 0;
    virtual std::vector<std::string_view> command_names() const = 0;
    // Name and schema of each, in the order of the model; for api/events.md and the OpenAPI document.
    using Catalogue = std::vector<std::pair<std::string_view, std::string>>;
    virtual Catalogue events(json::SchemaBook& book) const = 0;
    virtual Catalogue commands(json::SchemaBook& book) const = 0;
};

namespace rules {
inline constexpr Rule unknown_event{"engine/unknown-event", Kind::unavailable,
                                    "An event of a newer version stands in the log"};
} // namespace rules

template <class Variant>
std::vector<std::string_view> names_of() {
    std::vector<std::string_view> names;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Variant>>(
        [&](auto one) { names.push_back(decltype(one)::type::name); });
    return names;
}

template <class Variant>
Room::Catalogue catalogue_of(json::SchemaBook& book) {
    Room::Catalogue list;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Variant>>([&](auto one) {
        using One = typename decltype(one)::type;
        list.emplace_back(One::name, book.of<One>());
    });
    return list;
}

template <class Variant>
Result<Variant> decode(std::string_view name, std::string_view body) {
    std::optional<Result<Variant>> found;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Variant>>([&](auto one) {
        using One = typename decltype(one)::type;
        if (found || name != One::name) return;
        auto event = json::read<One>(body, json::Style::stored);
        if (event)
            found = Variant(std::move(*event));
        else
            found = refuse(std::move(event).error());
    });
    if (!found) return refuse(rules::unknown_event, {{"name", std::string(name)}});
    return std::move(*found);
}

template <class R>
class RoomOf final : public Room {
public:
    using State = typename R::State;
    using Command = typename R::Command;
    using Event = typename R::Event;

    explicit RoomOf(R room) : room_(std::move(room)) {}

    R& room() { return room_; }

    std::string_view name() const override { return R::name; }

    std::shared_ptr<const void> empty() const override {
        static const auto state = std::make_shared<const State>();
        return state;
    }

    std::int64_t version(const void* state) const override { return of(state).version; }

    Result<std::shared_ptr<const void>> fold(const std::shared_ptr<const void>& state, std::string_view name,
                                             std::string_view body) const override {
        GEZHI_TRY(event, decode<Event>(name, body));
        return std::static_pointer_cast<const void>(
            std::make_shared<const State>(R::evolve(of(state.get()), event)));
    }

    Result<Outcome> handle(Inside& inside, const std::shared_ptr<const void>& state, const Actor& actor,
                           const std::any& command) override {
        const auto* given = std::any_cast<Command>(&command);
        require(given != nullptr, "a command of this room");
        const auto& before = of(state.get());
        GEZHI_CHECK(R::permit(actor, before, *given));
        GEZHI_TRY(facts, room_.facts(inside, actor, before, *given));
        GEZHI_TRY(events, R::decide(before, *given, facts));
        Outcome outcome;
        State after = before;
        for (const auto& event : events) {
            after = R::evolve(std::move(after), event);
            std::visit(
                [&](const auto& one) {
                    outcome.events.push_back({std::string(one.name), json::write(one, json::Style::stored)});
                },
                event);
        }
        outcome.state = std::make_shared<const State>(std::move(after));
        return outcome;
    }

    void view(const void* state, RowSet& rows) const override { R::view(of(state), rows); }

    void rollup(const void* before, const void* after, Deltas& deltas) const override {
        if constexpr (requires { R::rollup(of(before), of(after), deltas); })
            R::rollup(of(before), of(after), deltas);
    }

    std::optional<Instant> due(const void* state) const override {
        if constexpr (requires { R::due(of(state)); }) return R::due(of(state));
        return std::nullopt;
    }

    std::any due_command(const void* state) const override {
        if constexpr (requires { R::due_command(of(state)); })
            return std::any(Command(R::due_command(of(state))));
        return {};
    }

    std::vector<const sql::Table*> tables() const override { return R::tables(); }

    Result<void> load(sql::Session& session, const Code& subdistrict) override {
        if constexpr (requires { room_.load(session, subdistrict); }) return room_.load(session, subdistrict);
        return {};
    }

    void apply(const AnyChange& change) override {
        if constexpr (requires(const Change<State>& one) { room_.apply(one); })
            room_.apply(Change<State>{change.stream, of(change.before.get()), of(change.after.get()),
                                      change.sides, change.session});
    }

    std::vector<std::string_view> event_names() const override { return names_of<Event>(); }

    std::vector<std::string_view> command_names() const override { return names_of<Command>(); }

    Catalogue events(json::SchemaBook& book) const override { return catalogue_of<Event>(book); }

    Catalogue commands(json::SchemaBook& book) const override { return catalogue_of<Command>(book); }

private:
    static const State& of(const void* state) { return *static_cast<const State*>(state); }

    R room_;
};

} // namespace gezhi::engine

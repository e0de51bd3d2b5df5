#pragma once
// 看板: every case of the street as a few words of memory, so that any filter and any grouping is one walk
// over columns (docs/adr/0009). Loaded from the read table, then told of each change in order. Promises that
// what it counts for somebody is what the list would show to the same person: scope, views and filters are
// those of query_text.cpp. Holds codes and moments, never a word, a name or an exact place. While a large
// street is still being read it is not ready(): its numbers would be too small, and whoever asks for them
// asks elsewhere.

#include "engine/room.hpp"
#include "modules/casework/query.hpp"
#include "sql/database.hpp"

#include <array>
#include <atomic>
#include <bitset>
#include <limits>
#include <set>
#include <shared_mutex>
#include <thread>
#include <unordered_map>

namespace gezhi::casework {

namespace rules {
inline constexpr Rule board_loading{"casework/board-loading", Kind::unavailable,
                                    "The cases are still being read into memory after the start"};
} // namespace rules

struct BoardRow; // a case as the columns take it, board_row.hpp

// One word a case: fields of bits, each read by shift and mask.
namespace column {

struct Field {
    int shift{0};
    int bits{1};

    constexpr std::uint64_t mask() const { return ((std::uint64_t{1} << bits) - 1) << shift; }

    constexpr std::uint64_t put(std::uint64_t value) const { return value << shift; }

    constexpr std::uint64_t of(std::uint64_t word) const { return (word & mask()) >> shift; }
};

inline constexpr Field grid{0, 9};
inline constexpr Field unit{9, 9};
inline constexpr Field matter{18, 11}; // class
inline constexpr Field channel{29, 5};
inline constexpr Field stage{34, 5};
inline constexpr Field side{39, 5};
inline constexpr Field open{44, 1};
inline constexpr Field everybodys{45, 1}; // public, and somebody has said what it is
inline constexpr Field restricted{46, 1};
inline constexpr Field emergency{47, 1};
inline constexpr Field referred{48, 1};
inline constexpr Field came_back{49, 1}; // given back, with the desk
inline constexpr Field joined{50, 1};
inline constexpr Field ending{51, 4}; // 0: none, else one more than the enumerator
inline constexpr Field said{55, 2};   // the reporter's word: none, solved, not solved
inline constexpr Field timed{57, 1};  // ended, and its handling had a clock
inline constexpr Field late{58, 1};   // handed in late

} // namespace column

// Codes as small numbers, in the order they were met. 0 is the empty code; what does not fit any more shares
// the last number, and is then counted together.
class Dictionary {
public:
    explicit Dictionary(std::size_t most) : most_(most) { (void)number(Code{}); }

    std::uint32_t number(const Code& code);
    // Nothing when no case has it.
    std::optional<std::uint32_t> find(const Code& code) const;

    const std::vector<Code>& codes() const { return codes_; }

private:
    std::size_t most_;
    std::vector<Code> codes_;
    std::unordered_map<Code, std::uint32_t> numbers_;
};

constexpr std::size_t major_length = 2; // of a class code: 06010 is of major 06

// What a walk lets pass: one of the masks of the scope, all of the filter's.
struct Sieve {
    struct Mask {
        std::uint64_t mask{0};
        std::uint64_t value{0};

        bool holds(std::uint64_t word) const { return (word & mask) == value; }

        void ask(column::Field field, std::uint64_t wanted) {
            mask |= field.mask();
            value |= field.put(wanted);
        }
    };

    std::vector<Mask> scope{};
    Mask all{};
    std::optional<std::vector<bool>> matters{}; // by number
    std::optional<std::uint32_t> place{};
    std::uint32_t reported_from{0}; // local_hour()
    std::uint32_t reported_to{std::numeric_limits<std::uint32_t>::max()};
    std::uint32_t closed_from{0}; // days
    std::uint32_t closed_to{std::numeric_limits<std::uint32_t>::max()};
    bool ended{false};    // asks for ended ones only
    bool answered{false}; // for those of which the reporter has said something
    bool nothing{false};  // asks for what no case has

    bool sees(std::uint64_t word) const {
        for (const auto& one : scope)
            if (one.holds(word)) return true;
        return false;
    }

    bool passes(std::uint64_t word) const {
        return all.holds(word) && sees(word) && (!matters || (*matters)[column::matter.of(word)]);
    }
};

// How one figure of a board came about; every member is a list of cases that can be opened.
struct Tally {
    std::int64_t open{0};
    std::int64_t late{0};
    std::int64_t soon{0};
    std::int64_t returned{0};
    std::int64_t reported{0}; // in the period, as all below
    std::int64_t closed{0};
    std::int64_t judged{0}; // closed, with a clock of handling
    std::int64_t in_time{0};
    std::int64_t asked{0}; // closed, and the reporter has said something
    std::int64_t solved{0};

    void operator+=(const Tally& other);
    bool operator==(const Tally&) const = default;

    bool empty() const { return *this == Tally{}; }
};
BOOST_DESCRIBE_STRUCT(Tally, (),
                      (open, late, soon, returned, reported, closed, judged, in_time, asked, solved))

enum class GroupBy : std::uint8_t { none, grid, unit, matter, major, channel, place };
BOOST_DESCRIBE_ENUM(GroupBy, none, grid, unit, matter, major, channel, place)

// Days of the street's calendar, both included.
struct Days {
    std::chrono::sys_days from{};
    std::chrono::sys_days to{};
};

struct BoardQuestion {
    CaseFilter filter{};
    GroupBy by{GroupBy::none};
    Days days{};
};

struct BoardGroup {
    Code code{}; // of the group; empty: the cases without
    PlaceId place{};
    Tally tally{};
};

struct BoardFound {
    Tally all{};
    std::vector<BoardGroup> groups{};     // by code; places by how much lies there
    Tally rest{};                         // of the groups beyond groups_max
    std::vector<Tally> by_day{};          // reported and closed of each day of the period
    std::array<std::int64_t, 24> hours{}; // reported today
    std::array<std::int64_t, 24>
        usual{}; // in the same hours of the last four such weekdays, all four together
};

// The civil hour of the street as a number, for columns of days and hours.
std::uint32_t local_hour(Instant at);

// Days since 1970-01-01, as the columns hold them.
inline std::uint32_t day_number(std::chrono::sys_days day) {
    return static_cast<std::uint32_t>(day.time_since_epoch().count());
}

class Board {
public:
    static constexpr std::size_t groups_max = 60;
    static constexpr int usual_weeks = 4;
    static constexpr std::size_t serial_digits = 9;

    struct Pace {                     // of the loading
        std::int64_t at_start{5'000}; // read before the street opens
        std::int64_t at_once{5'000};  // then, in one statement
    };

    // The database outlives this.
    explicit Board(sql::Database& database) : Board(database, Pace{}) {}

    Board(sql::Database& database, Pace pace) : database_(database), pace_(pace) {}

    ~Board();
    Board(const Board&) = delete;
    Board& operator=(const Board&) = delete;

    // Every case is in it. Until then nothing else is to be asked.
    bool ready() const { return ready_; }

    BoardFound count(const Actor& actor, const BoardQuestion& question, Instant now) const;
    // The numbers of the desk's views; the same as counts_text() counts from the table.
    std::map<std::string, std::int64_t> views(const Actor& actor, const std::vector<CaseId>& twins,
                                              Instant now) const;
    // Of the view `all`, newest report first, those before `before` (empty: all).
    std::vector<CaseId> ids(const Actor& actor, const CaseFilter& filter, CaseId before,
                            std::size_t most) const;
    std::size_t size() const;

    // The first cases now, the others on a thread of its own: a million do not keep the street closed.
    Result<void> load(sql::Session& session, const Code& subdistrict);
    void apply(const engine::Change<State>& change);
    void wait_until_ready();

    // The columns held still, for as long as this stands: keep it short.
    class Reading {
    public:
        explicit Reading(const Board& board) : board_(board), lock_(board.mutex_) {}

        std::optional<std::uint32_t> find(CaseId id) const { return board_.found(id); }

        CaseId id(std::uint32_t index) const { return board_.ids_[index]; }

        std::uint64_t word(std::uint32_t index) const { return board_.words_[index]; }

        std::uint32_t serial(std::uint32_t index) const { return board_.serial_[index]; }

        // Of cases whose words the actor may read, or of all that are seen.
        Sieve sieve(const Actor& actor, const CaseFilter& filter, bool words) const {
            return board_.sieve(actor, filter, words);
        }

        bool passes(const Sieve& sieve, std::uint32_t index) const { return board_.passes(sieve, index); }

        const std::vector<Code>& grids() const { return board_.grids_.codes(); }

        const std::vector<Code>& units() const { return board_.units_.codes(); }

        const std::vector<Code>& matters() const { return board_.matters_.codes(); }

    private:
        const Board& board_;
        std::shared_lock<std::shared_mutex> lock_;
    };

private:
    struct Slot { // of an open case
        std::uint32_t index{0};
        Instant soon{};
        Instant due{};
    };

    struct Walk;

    static constexpr std::ptrdiff_t settled_at_once = 200; // cases read again while the writer waits

    Result<std::vector<BoardRow>> page(sql::Session& session, CaseId after, std::int64_t most) const;
    void load_others(CaseId after);
    bool load_page(CaseId& after);
    Result<bool> settle();
    Result<void> put_again(const std::set<CaseId>& ids);
    void stop_loading();
    void put(const BoardRow& row);
    std::optional<std::uint32_t> found(CaseId id) const;
    std::uint32_t place_for(CaseId id);
    PlaceId place_after(const engine::Change<State>& change) const;
    std::uint64_t word_of(const BoardRow& row);
    void set_slot(std::uint32_t index, bool was_open, const BoardRow& row);
    Sieve sieve(const Actor& actor, const CaseFilter& filter, bool words) const;
    void narrow(Sieve& sieve, const CaseFilter& filter) const;
    bool passes(const Sieve& sieve, std::uint32_t index) const;
    void walk_cases(Walk& walk) const;
    void walk_open(Walk& walk) const;
    void gather(Walk& walk, const Dictionary& majors) const;
    std::uint32_t group_of(const Walk& walk, std::uint32_t index) const;

    sql::Database& database_;
    const Pace pace_;
    Code subdistrict_{};
    mutable std::shared_mutex mutex_;
    Dictionary grids_{std::size_t{1} << column::grid.bits};
    Dictionary units_{std::size_t{1} << column::unit.bits};
    Dictionary matters_{std::size_t{1} << column::matter.bits};
    std::vector<PlaceId> places_{PlaceId{}};
    std::unordered_map<PlaceId, std::uint32_t> place_numbers_{{PlaceId{}, 0}};

    // The columns, a case at the same index of each, in the order of arrival.
    std::vector<CaseId> ids_;
    std::vector<std::uint32_t> sorted_; // indexes by id: what arrives is nearly in order
    std::vector<std::uint64_t> words_;
    std::vector<std::uint32_t> place_;
    std::vector<std::uint32_t> reported_; // local_hour()
    std::vector<std::uint32_t> when_;     // open: its slot; ended: the day
    std::vector<std::uint32_t> serial_;   // the digits at the end of its number
    std::vector<Slot> slots_;

    std::atomic<bool> ready_{false};
    std::set<CaseId> touched_; // by a commit while loading: read again at its end
    std::atomic<bool> stopping_{false};
    std::thread loader_;
};

} // namespace gezhi::casework

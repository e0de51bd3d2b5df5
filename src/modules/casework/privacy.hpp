#pragma once
// What is held about the person behind a case, for the data-protection post and the auditor: counts before an
// erasure, everything for whoever asks for it (个人信息保护法第四十五条), and who looked at it. Answers
// whatever the visibility of the case is, so its callers ask for the duty first. Never looks without leaving
// a line.

#include "modules/casework/erase.hpp"
#include "modules/casework/query.hpp"
#include "modules/people/query.hpp"

namespace gezhi::casework {

namespace rules {
inline constexpr Rule not_data_officer{"casework/not-data-officer", Kind::denied,
                                       "Only the data-protection post looks at what is held about a person"};
inline constexpr Rule not_for_trail{"casework/not-for-trail", Kind::denied,
                                    "Only auditor and data-protection post see who looked at what"};
} // namespace rules

constexpr std::int64_t looks_max = 200;

// One line of who saw what, or was refused: an actor, a subject and an hour.
struct LookedAt {
    std::string actor{};
    std::string subject{};
    std::string purpose{};
    Instant first{};
    Instant last{};
    std::int64_t count{0};
    Code number{}; // of the case, when the subject is one
};
BOOST_DESCRIBE_STRUCT(LookedAt, (), (actor, subject, purpose, first, last, count, number))

struct LooksQuestion {
    Code number{};       // of one case; empty: all
    std::string actor{}; // empty: all
    std::optional<Instant> before{};
    std::int64_t limit{50};
};

struct Holdings {
    CaseRow row{};
    State state{};
    std::int64_t texts{0};
    std::int64_t pictures{0};
    bool place{false};
    bool contact{false};
    const Rule* refusal{nullptr};         // what an erasure of everything would be refused for
    const Rule* contact_refusal{nullptr}; // … of the contact alone, without a special reason
};

struct HeldText {
    std::string kind{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(HeldText, (), (kind, text))

struct Everything {
    CaseRow row{};
    std::vector<HeldText> texts{}; // in order of writing
    std::optional<Cases::Where> where{};
    people::Contact contact{};
    std::map<FileId, files::FileRow> pictures{};
    std::vector<LookedAt> looks{};
};

class Privacy {
public:
    // All references outlive this.
    Privacy(const Door& door, const Cases& cases, people::Persons& persons)
        : door_(door), cases_(cases), persons_(persons) {}

    Result<Holdings> held(CaseId id) const;
    // Leaves a line in `access`.
    Result<Everything> everything(const Actor& actor, CaseId id) const;
    Result<std::vector<LookedAt>> looks(const LooksQuestion& question) const;
    Result<std::vector<CaseRow>> erased(std::int64_t limit) const; // last first

private:
    Result<CaseRow> row(CaseId id) const;
    Result<std::vector<HeldText>> texts(CaseId id) const;

    const Door& door_;
    const Cases& cases_;
    people::Persons& persons_;
};

} // namespace gezhi::casework

#include "modules/files/decide.hpp"

#include <algorithm>

namespace gezhi::files {

namespace {

using Events = std::vector<AlbumEvent>;

bool among(const std::vector<FileId>& files, FileId file) {
    return std::find(files.begin(), files.end(), file) != files.end();
}

struct Decide {
    const Album& album;
    const AlbumFacts& facts;

    Result<void> same_album(CaseId id) const {
        if (facts.stream != album_of(id)) return refuse(rules::wrong_album);
        return {};
    }

    Result<void> of_a_case(CaseId id) const {
        GEZHI_CHECK(same_album(id));
        if (!facts.of.exists) return refuse(rules::no_such_case);
        if (!publishes(facts.actor, facts.of.grid)) return refuse(rules::not_publisher);
        return {};
    }

    bool is_shown(FileId original) const {
        const auto all = shown_of(album);
        return std::any_of(all.begin(), all.end(),
                           [&](const Shown& one) { return one.original == original; });
    }

    // In this order: whose photo, what it shows, whether it stands already, who wiped it.
    Result<void> publishable(const Shown& one) const {
        const auto& side = one.side == Side::before ? facts.of.before : facts.of.after;
        if (!among(side, one.original)) return refuse(rules::not_of_case);
        if (const auto barred = album.barred.find(one.original); barred != album.barred.end())
            return refuse(rules::never_public);
        if (is_shown(one.original)) return refuse(rules::published_already);
        const auto wiped = facts.wiped.find(one.wiped);
        if (wiped == facts.wiped.end() || wiped->second.original != one.original ||
            wiped->second.person != facts.actor.person)
            return refuse(rules::not_wiped);
        return {};
    }

    // Where the case has photos of both sides, one of each is published with the other.
    bool whole(const std::vector<Shown>& pictures) const {
        const auto has = [&](Side side) {
            return std::any_of(pictures.begin(), pictures.end(),
                               [&](const Shown& one) { return one.side == side; });
        };
        if (pictures.empty() || pictures.size() > published_at_once_max) return false;
        if (facts.of.before.empty() || facts.of.after.empty()) return true;
        return has(Side::before) && has(Side::after);
    }

    Result<Events> operator()(const Publish& one) const {
        GEZHI_CHECK(of_a_case(one.case_id));
        if (!facts.of.is_public) return refuse(rules::case_not_public);
        if (facts.of.enforcement) return refuse(rules::case_enforced);
        for (const auto& picture : one.pictures) GEZHI_CHECK(publishable(picture));
        if (!whole(one.pictures)) return refuse(rules::half_a_pair);
        const auto number = static_cast<std::int64_t>(album.publications.size()) + 1;
        return Events{Published{one.case_id, number, one.pictures, facts.actor.person, facts.now}};
    }

    Result<Events> operator()(const Withdraw& one) const {
        GEZHI_CHECK(of_a_case(one.case_id));
        for (const auto& publication : album.publications)
            if (publication.number == one.publication && !publication.withdrawn)
                return Events{Withdrawn{one.publication, facts.actor.person, facts.now}};
        return refuse(rules::nothing_published);
    }

    Result<Events> operator()(const Bar& one) const {
        GEZHI_CHECK(of_a_case(one.case_id));
        if (!among(facts.of.before, one.original) && !among(facts.of.after, one.original))
            return refuse(rules::not_of_case);
        if (one.scenes.empty() && !album.barred.contains(one.original)) return refuse(rules::nothing_to_do);
        Events events{Barred{one.case_id, one.original, one.scenes, facts.actor.person, facts.now}};
        if (one.scenes.empty()) return events;
        for (const auto& publication : album.publications) // what must not be seen is seen no longer
            for (const auto& picture : publication.pictures)
                if (picture.original == one.original && !publication.withdrawn)
                    events.push_back(Withdrawn{publication.number, facts.actor.person, facts.now});
        return events;
    }

    Result<Events> operator()(const Hide& one) const {
        GEZHI_CHECK(same_album(one.case_id));
        Events events;
        for (const auto& publication : album.publications)
            if (!publication.withdrawn) events.push_back(Withdrawn{publication.number, {}, facts.now});
        if (events.empty()) return refuse(rules::nothing_to_do);
        return events;
    }

    Result<Events> operator()(const LetGo& one) const {
        GEZHI_CHECK(same_album(one.case_id));
        if ((one.before.empty() && one.after.empty()) || !facts.until) return refuse(rules::nothing_to_do);
        return Events{LeftToGo{one.case_id, one.before, one.after, *facts.until}};
    }

    Result<Events> operator()(const Hold& one) const {
        GEZHI_CHECK(same_album(one.case_id));
        if (!album.until || album.gone) return refuse(rules::nothing_to_do);
        return Events{Held{facts.now}};
    }

    Result<Events> operator()(const Expire&) const {
        if (!album.until || album.gone || *album.until > facts.now) return refuse(rules::nothing_to_do);
        return Events{Expired{facts.now}};
    }
};

struct Evolve {
    Album& album;

    void operator()(const Published& one) const {
        album.case_id = one.case_id;
        album.publications.push_back({one.publication, one.pictures, one.by, one.at, false});
    }

    void operator()(const Withdrawn& one) const {
        for (auto& publication : album.publications)
            if (publication.number == one.publication) publication.withdrawn = true;
    }

    void operator()(const Barred& one) const {
        album.case_id = one.case_id;
        if (one.scenes.empty())
            album.barred.erase(one.original);
        else
            album.barred[one.original] = one.scenes;
    }

    void operator()(const LeftToGo& one) const {
        album.case_id = one.case_id;
        album.originals.clear();
        for (const auto file : one.before) album.originals[file] = Side::before;
        for (const auto file : one.after) album.originals[file] = Side::after;
        album.until = one.until;
        album.gone = false; // what is new since has its own time
    }

    void operator()(const Held&) const { album.until.reset(); }

    void operator()(const Expired&) const { album.gone = true; }
};

} // namespace

bool publishes(const Actor& actor, const Code& grid) {
    return actor.covers(Duty::desk, {}, grid) || actor.covers(Duty::liaison, {}, grid);
}

Result<void> permit(const Actor& actor, const Album&, const AlbumCommand& command) {
    const bool by_flow = std::holds_alternative<Hide>(command) || std::holds_alternative<LetGo>(command) ||
                         std::holds_alternative<Hold>(command);
    if (std::holds_alternative<Expire>(command)) {
        if (actor.kind != ActorKind::clock) return refuse(rules::not_publisher);
        return {};
    }
    if (by_flow) {
        if (actor.kind != ActorKind::flow || actor.flow.value != album_flow)
            return refuse(rules::not_publisher);
        return {};
    }
    if (actor.kind != ActorKind::person || !publishes(actor, {})) return refuse(rules::not_publisher);
    return {};
}

Result<std::vector<AlbumEvent>> decide(const Album& album, const AlbumCommand& command,
                                       const AlbumFacts& facts) {
    return std::visit(Decide{album, facts}, command);
}

Album evolve(Album album, const AlbumEvent& event) {
    ++album.version;
    std::visit(Evolve{album}, event);
    return album;
}

std::optional<Instant> due(const Album& album) {
    return album.gone ? std::nullopt : album.until;
}

} // namespace gezhi::files

// gezhi privacy: what is held about the person behind a case, its export, and its erasure by the operator at
// the machine in the name of the data-protection post.

#include "apps/backup_files.hpp"
#include "apps/command.hpp"
#include "modules/casework/privacy.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace gezhi::apps {

namespace {

struct PrivacyFlags {
    std::string number{};
    std::string folder{};
    std::string login{};
    std::string reason{"purpose_done"};
    bool contact_only{false};
};

namespace wire {

struct Look {
    std::string who{};
    std::string purpose{};
    Instant first{};
    Instant last{};
    std::int64_t count{0};
};
BOOST_DESCRIBE_STRUCT(Look, (), (who, purpose, first, last, count))

struct Export {
    Code number{};
    Instant reported_at{};
    std::string name{};
    std::string phone{};
    std::string door{};
    std::string address{};
    std::optional<double> lat{};
    std::optional<double> lon{};
    std::vector<casework::HeldText> texts{};
    std::vector<std::string> pictures{}; // names of files beside
    std::vector<Look> looks{};
};
BOOST_DESCRIBE_STRUCT(Export, (),
                      (number, reported_at, name, phone, door, address, lat, lon, texts, pictures, looks))

} // namespace wire

// The account in whose name it is done; it must hold the post now.
Result<Actor> officer(House& house, const std::string& login) {
    const auto rights = house.rights->snapshot();
    for (const auto& [person, holder] : rights->people)
        if (holder.login.value == lower_ascii(login)) {
            auto actor = rights->actor_of(person, house.clock.now());
            if (!actor.has(Duty::data_officer)) return refuse(casework::rules::not_data_officer);
            return actor;
        }
    return refuse(people::rules::missing);
}

Result<CaseId> case_of(House& house, const std::string& number) {
    const auto code = Code::parse(number);
    if (!code) return refuse(casework::rules::no_such_case);
    GEZHI_TRY(id, house.cases.by_number(*code));
    if (!id) return refuse(casework::rules::no_such_case);
    return *id;
}

std::string who(House& house, const std::string& actor) {
    constexpr std::string_view mark = "person:";
    const auto person = actor.starts_with(mark) ? PersonId::parse(actor.substr(mark.size())) : std::nullopt;
    const auto name = person ? house.persons.staff_name(*person) : std::string();
    return name.empty() ? actor : name;
}

std::string readable(const wire::Export& all) {
    auto text = fmt::format("{}  {}\n\n{}  {}  {}\n{}\n", all.number.value, iso(all.reported_at), all.name,
                            all.phone, all.door, all.address);
    if (all.lat && all.lon) text += fmt::format("{:.7f}, {:.7f}\n", *all.lat, *all.lon);
    for (const auto& one : all.texts) text += fmt::format("\n[{}]\n{}\n", one.kind, one.text);
    if (!all.pictures.empty()) text += "\n" + join(all.pictures, "\n") + "\n";
    text += "\n";
    for (const auto& one : all.looks)
        text += fmt::format("{}  {}  {}  x{}\n", iso(one.last), one.who, one.purpose, one.count);
    return text;
}

Result<int> export_all(House& house, const PrivacyFlags& flags) {
    GEZHI_TRY(actor, officer(house, flags.login));
    GEZHI_TRY(id, case_of(house, flags.number));
    const auto door = house.case_door();
    const casework::Privacy privacy(door, house.cases, house.persons);
    GEZHI_TRY(held, privacy.everything(actor, id));
    wire::Export all{held.row.number,
                     held.row.reported_at,
                     held.contact.name,
                     held.contact.phone,
                     held.contact.address,
                     {},
                     {},
                     {},
                     std::move(held.texts),
                     {},
                     {}};
    if (held.where) {
        all.address = held.where->address;
        if (held.where->at) {
            all.lat = held.where->at->lat();
            all.lon = held.where->at->lon();
        }
    }
    for (const auto& one : held.looks)
        all.looks.push_back({who(house, one.actor), one.purpose, one.first, one.last, one.count});
    GEZHI_CHECK(copies::make_folder(flags.folder));
    for (const auto& [file, row] : held.pictures) {
        GEZHI_TRY(opened, house.files.open(file));
        const auto name = file.text() + "." + std::string(json::enum_name(files::kept_type(row.type)));
        GEZHI_CHECK(copies::text(flags.folder + "/" + name, opened.bytes));
        all.pictures.push_back(name);
    }
    GEZHI_CHECK(copies::text(flags.folder + "/held.json", json::write(all)));
    GEZHI_CHECK(copies::text(flags.folder + "/held.txt", readable(all)));
    house.engine.start(); // the line of this look is written when the writer stops
    house.engine.stop();
    std::cout << fmt::format("{} texts, {} pictures, {} looks: {}\n", all.texts.size(), all.pictures.size(),
                             all.looks.size(), flags.folder);
    return exit_done;
}

Result<int> erase_one(House& house, const PrivacyFlags& flags) {
    GEZHI_TRY(actor, officer(house, flags.login));
    GEZHI_TRY(id, case_of(house, flags.number));
    const auto reason = json::enum_from<casework::EraseReason>(flags.reason);
    if (!reason) return refuse(rules::setting_wrong, {{"name", "reason"}, {"value", flags.reason}});
    GEZHI_TRY(receipt, casework::erase(house.case_door(), actor, id, {*reason, flags.contact_only}));
    GEZHI_TRY(told, house.cases.history(id));
    const auto& last = told.moments.back();
    const auto& erased = std::get<casework::Erased>(last.event);
    GEZHI_CHECK(house.forget(flows::gone_of(last.stored, erased)));
    std::cout << fmt::format("erased {} at {}, event {} {}\n", told.state.number.value, iso(last.stored.at),
                             receipt.seq, last.stored.hash.text());
    return exit_done;
}

using PrivacyWork = Result<int> (*)(House&, const PrivacyFlags&);

CLI::App* verb(CLI::App& parent, Call& call, const std::shared_ptr<PrivacyFlags>& flags, const char* name,
               const char* says, PrivacyWork work) {
    auto* command = parent.add_subcommand(name, says);
    add_house_options(*command, call);
    command->add_option("number", flags->number, "of the case")->required();
    command->add_option("--as", flags->login, "login of the data-protection post")->required();
    command->callback([&call, flags, work] {
        call.run = [&call, flags, work] {
            return in_house(call, [&](House& house, const Settings&) { return work(house, *flags); });
        };
    });
    return command;
}

} // namespace

void add_privacy(CLI::App& app, Call& call) {
    auto* privacy =
        app.add_subcommand("privacy", "What is held about the person behind a case: export, erase");
    privacy->require_subcommand(1);
    const auto flags = std::make_shared<PrivacyFlags>();
    verb(*privacy, call, flags, "export", "Write all of it into a folder; the look is logged", export_all)
        ->add_option("--into", flags->folder, "folder for held.json, held.txt and the pictures")
        ->required();
    auto* erasing =
        verb(*privacy, call, flags, "erase", "Erase it for good; answers with the receipt", erase_one);
    erasing->add_option("--reason", flags->reason,
                        "purpose_done period_over consent_withdrawn unlawful (purpose_done)");
    erasing->add_flag("--contact-only", flags->contact_only, "who reported; words, pictures and place stay");
}

} // namespace gezhi::apps

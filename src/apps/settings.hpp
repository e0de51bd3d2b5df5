#pragma once
// What the program is told, and by whom: flag, then environment (GEZHI_*), then DIR/gezhi.toml, then the
// built-in value. Every value remembers its origin, so that `gezhi doctor` can say why something is as it
// is. Never holds a secret: keys are files.

#include "base/error.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::apps {

inline constexpr std::string_view sqlite_scheme = "sqlite:"; // of a database URL

namespace rules {
inline constexpr Rule settings_broken{"apps/settings-broken", Kind::invalid,
                                      "gezhi.toml does not parse or names an unknown setting"};
inline constexpr Rule setting_wrong{"apps/setting-wrong", Kind::invalid, "A setting has no such value"};
inline constexpr Rule no_home{"apps/no-home", Kind::missing,
                              "The folder with locale/, playbook/ and public/ was not found"};
} // namespace rules

struct Setting {
    std::string_view name;        // in gezhi.toml; a dot opens a table
    std::string_view environment; // GEZHI_…
    std::string_view standard;
    std::string_view says;
};

constexpr std::array<Setting, 18> known_settings{{
    {"data", "GEZHI_DATA", "data", "folder of the database, the key and the pictures"},
    {"database", "GEZHI_DATABASE", "", "sqlite:PATH or postgresql://…; empty: DATA/gezhi.db"},
    {"demo", "GEZHI_DEMO", "", "folder of a demo street; empty: none"},
    {"address", "GEZHI_ADDRESS", "127.0.0.1", "address to listen on"},
    {"port", "GEZHI_PORT", "8311", "port to listen on; 0: any free one"},
    {"workers", "GEZHI_WORKERS", "64", "threads that answer; most of them wait for the disk together"},
    {"public_url", "GEZHI_PUBLIC_URL", "", "how people reach the server; empty: as they ask"},
    {"tls_certificate", "GEZHI_TLS_CERTIFICATE", "", "PEM chain; empty: no TLS here"},
    {"tls_key", "GEZHI_TLS_KEY", "", "PEM key of the certificate"},
    {"proxies", "GEZHI_PROXIES", "", "addresses of trusted reverse proxies, with commas"},
    {"home", "GEZHI_HOME", "", "folder with locale/, playbook/ and public/; empty: found by itself"},
    {"pictures", "GEZHI_PICTURES", "", "program that decodes photos; empty: gezhi-picture beside this one"},
    {"street.code", "GEZHI_STREET_CODE", "", "code of the subdistrict, GB/T 10114"},
    {"street.name", "GEZHI_STREET_NAME", "", "its name"},
    {"street.name_en", "GEZHI_STREET_NAME_EN", "", "its name in English"},
    {"chain", "GEZHI_CHAIN", "sha256", "how a log that begins is chained: sha256 or sm3"},
    {"second_factor", "GEZHI_SECOND_FACTOR", "", "duties that must have one, with commas; empty: none must"},
    {"idle_minutes", "GEZHI_IDLE_MINUTES", "30", "a session that rests so long has ended"},
}};

enum class Origin : std::uint8_t { flag, environment, file, standard };
std::string_view origin_name(Origin origin);

class Settings {
public:
    using Flags = std::map<std::string, std::string>; // by name, only those given

    static Result<Settings> read(const Flags& flags);

    const std::string& operator[](std::string_view name) const;
    Origin origin(std::string_view name) const;
    Result<std::int64_t> whole(std::string_view name, std::int64_t least, std::int64_t most) const;
    std::vector<std::string> list(std::string_view name) const;

    // The database's URL, made from the data folder when none is set.
    std::string database_url() const;
    // The URL as logs and doctor may show it: without a password.
    static std::string without_password(std::string_view url);
    Result<std::string> home() const;

    std::string file() const { return (*this)["data"] + "/gezhi.toml"; }

private:
    struct Value {
        std::string text{};
        Origin origin{Origin::standard};
    };

    std::map<std::string, Value, std::less<>> values_;
};

// Writes DIR/gezhi.toml of a new data folder; never overwrites one.
Result<void> write_settings_file(const std::string& path, const std::map<std::string, std::string>& values);

} // namespace gezhi::apps

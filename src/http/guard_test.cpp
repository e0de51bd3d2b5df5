#include "base/text.hpp"
#include "http/form_token.hpp"
#include "http/rate_limit.hpp"
#include "http/security.hpp"
#include "http/static_files.hpp"
#include "http/stream.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace gezhi;
using namespace gezhi::http;

namespace {

template <class T>
std::string_view code(const Result<T>& result) {
    return result ? "" : result.error().rule->code;
}

struct Asked {
    Method method{Method::post};
    const char* origin{nullptr};
    const char* referer{nullptr};
    bool header{false};
    FormProof proof{FormProof::none};
    bool cookie{true};
    bool bearer{false};
};

std::string_view verdict(const Asked& asked, std::string_view public_url = "https://street.example/base") {
    Request request{.method = asked.method};
    request.headers.add("Host", "street.example");
    if (asked.origin != nullptr) request.headers.add("Origin", asked.origin);
    if (asked.referer != nullptr) request.headers.add("Referer", asked.referer);
    if (asked.header) request.headers.add("X-Gezhi", "1");
    if (asked.cookie) request.headers.add("Cookie", "session=x");
    if (asked.bearer) request.headers.add("Authorization", "Bearer abc");
    return code(origin_check(request, public_url, asked.proof));
}

constexpr auto ours = "https://street.example";
constexpr std::string_view foreign = "http/foreign-origin";
constexpr std::string_view unproven = "http/unproven-form";

} // namespace

TEST(Origins, TheDecisionTable) {
    EXPECT_EQ(verdict({.method = Method::get}), "");
    EXPECT_EQ(verdict({.method = Method::head, .origin = "https://evil.example"}), "");
    EXPECT_EQ(verdict({}), foreign);
    EXPECT_EQ(verdict({.header = true}), foreign);
    EXPECT_EQ(verdict({.proof = FormProof::signed_token}), foreign);
    EXPECT_EQ(verdict({.origin = ours}), unproven);
    EXPECT_EQ(verdict({.origin = ours, .header = true}), "");
    EXPECT_EQ(verdict({.origin = ours, .proof = FormProof::signed_token}), "");
    EXPECT_EQ(verdict({.method = Method::del, .origin = ours, .header = true}), "");
    EXPECT_EQ(verdict({.method = Method::put, .origin = ours}), unproven);
    EXPECT_EQ(verdict({.referer = "https://street.example/form?x", .header = true}), "");
    EXPECT_EQ(verdict({.referer = "https://evil.example/street.example", .header = true}), foreign);
    EXPECT_EQ(verdict({.origin = "null", .header = true}), foreign);
    EXPECT_EQ(verdict({.origin = "null", .referer = ours, .header = true}), foreign)
        << "Origin counts where it is";
    EXPECT_EQ(verdict({.origin = "http://street.example", .header = true}), foreign) << "another scheme";
    EXPECT_EQ(verdict({.origin = "https://street.example:8443", .header = true}), foreign);
    EXPECT_EQ(verdict({.origin = "https://street.example:443", .header = true}), "");
    EXPECT_EQ(verdict({.origin = "https://STREET.example", .header = true}), "");
    EXPECT_EQ(verdict({.origin = "https://street.example.evil.example", .header = true}), foreign);
    EXPECT_EQ(verdict({.cookie = false, .bearer = true}), "");
    EXPECT_EQ(verdict({.origin = "https://evil.example", .cookie = true, .bearer = true}), foreign);
    EXPECT_EQ(verdict({.origin = "http://street.example", .header = true}, ""), "")
        << "the Host header's own origin";
    EXPECT_EQ(verdict({.origin = "http://evil.example", .header = true}, ""), foreign);
}

TEST(Origins, OnlyHttpUrlsHaveOne) {
    EXPECT_EQ(origin_of("HTTP://A.example:80/x"), "http://a.example");
    EXPECT_EQ(origin_of("https://[::1]:8080/x"), "https://[::1]:8080");
    for (const auto* bad :
         {"", "null", "https://", "ftp://a", "a.example", "https://user@a.example", "https://:443"})
        EXPECT_EQ(origin_of(bad), "") << bad;
}

TEST(Proxies, OnlyTheTrustedOneIsBelieved) {
    const auto remote = [](const char* peer, const char* forwarded) {
        Request request{.remote = peer};
        request.headers.add("X-Forwarded-For", forwarded);
        request.headers.add("X-Forwarded-Proto", "https");
        believe_proxy(request, {"127.0.0.1", "10.0.0.1"});
        return request.remote + (request.secure ? " secure" : "");
    };
    EXPECT_EQ(remote("127.0.0.1", "192.0.2.1"), "192.0.2.1 secure");
    EXPECT_EQ(remote("127.0.0.1", "203.0.113.9, 192.0.2.1, 10.0.0.1"), "192.0.2.1 secure");
    EXPECT_EQ(remote("198.51.100.7", "192.0.2.1"), "198.51.100.7");
    EXPECT_EQ(remote("127.0.0.1", ""), "127.0.0.1 secure");
}

TEST(SecurityHeaders, OnlyOurOwnScriptsRun) {
    EXPECT_TRUE(contains(policy_line(""), "script-src 'self';"));
    EXPECT_TRUE(contains(policy_line(""), "frame-ancestors 'none'"));
    EXPECT_FALSE(contains(default_policy(), "unsafe-eval"));
    EXPECT_FALSE(contains(security_headers(false), "Strict-Transport"));
    EXPECT_TRUE(contains(security_headers(true), "Strict-Transport"));
    EXPECT_TRUE(contains(security_headers(true), "nosniff"));
}

namespace {

const FormTokens tokens(FormTokens::Key{1, 2, 3});
const FormToken report{"report", "", "0123456789abcdef", "follow:1.2", Instant{1'000'000}};

std::string_view opened(std::string_view text, std::string_view purpose = "report",
                        std::string_view holder = "", std::int64_t now = 0) {
    return code(tokens.open(text, {purpose, holder, Instant{now}}));
}

} // namespace

TEST(FormTokens, WhatWasSignedComesBackWhole) {
    const auto text = tokens.sign(report);
    const auto token = tokens.open(text, {"report", "", Instant{1'000'000}});
    ASSERT_TRUE(token);
    EXPECT_EQ(*token, report);
    EXPECT_EQ(opened(text, "follow"), "http/form-token-invalid");
    EXPECT_EQ(opened(text, "report", "someone"), "http/form-token-invalid");
    EXPECT_EQ(opened(text, "report", "", 1'000'001), "http/form-token-expired");
    EXPECT_EQ(code(FormTokens(FormTokens::Key{9}).open(text, {"report", "", Instant{0}})),
              "http/form-token-invalid");
}

TEST(FormTokens, EveryChangedCharacterIsNoticed) {
    const auto text = tokens.sign(report);
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto changed = text;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(opened(changed), "http/form-token-invalid") << i;
        EXPECT_EQ(opened(text.substr(0, i)), "http/form-token-invalid") << i;
    }
    EXPECT_EQ(opened(text + "A"), "http/form-token-invalid");
    EXPECT_EQ(opened(std::string(5000, 'A')), "http/form-token-invalid");
}

RC_GTEST_PROP(FormTokens, AnyPartsComeBackWhole,
              (const std::string& purpose, const std::string& holder, const std::string& carried)) {
    RC_PRE(purpose.size() + holder.size() + carried.size() < 1000);
    const FormToken token{purpose, holder, mint_key(), carried, Instant{5}};
    const auto back = tokens.open(tokens.sign(token), {purpose, holder, Instant{5}});
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == token);
}

TEST(FormTokens, MintedKeysDiffer) {
    EXPECT_NE(mint_key(), mint_key());
    EXPECT_EQ(mint_key().size(), 26U);
}

TEST(RateLimits, ABurstThenASteadyRate) {
    RateLimit limit({.burst = 3, .per_minute = 6, .keys_max = 10});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("a", Instant{0}));
    const auto refused = limit.take("a", Instant{0});
    EXPECT_EQ(code(refused), "http/too-many");
    EXPECT_EQ(refused.error().params.at("retry_after"), "10");
    EXPECT_TRUE(limit.take("b", Instant{0})) << "each key has its own bucket";
    EXPECT_FALSE(limit.take("a", Instant{9 * us_per_second}));
    EXPECT_TRUE(limit.take("a", Instant{10 * us_per_second}));
    EXPECT_FALSE(limit.take("a", Instant{10 * us_per_second}));
    EXPECT_FALSE(limit.take("a", Instant{0})) << "a clock that steps back gives nothing";
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("a", Instant{us_per_hour}));
    EXPECT_FALSE(limit.take("a", Instant{us_per_hour})) << "never more than the burst";
}

TEST(RateLimits, MemoryIsBoundedAndTheOldestGoesFirst) {
    RateLimit limit({.burst = 1, .per_minute = 1, .keys_max = 3});
    for (const auto* key : {"a", "b", "c", "a", "d"}) (void)limit.take(key, Instant{0});
    EXPECT_EQ(limit.size(), 3U);
    EXPECT_FALSE(limit.take("a", Instant{0})) << "a was used after b";
    EXPECT_TRUE(limit.take("b", Instant{0})) << "b was forgotten";
}

TEST(RateLimits, AnIpv6CustomerIsOneKey) {
    EXPECT_EQ(address_key("2001:db8:1:2:3::4"), "2001:db8:1:2::/64");
    EXPECT_EQ(address_key("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(address_key("192.0.2.1"), "192.0.2.1");
}

namespace {

class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / ("gezhi_files_" + std::to_string(getpid()))) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_ / "assets");
    }

    ~Folder() { std::filesystem::remove_all(path_); }

    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
    }

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

std::string header(const Response& response, std::string_view wanted) {
    for (const auto& [name, value] : response.headers)
        if (name == wanted) return value;
    return "";
}

} // namespace

TEST(StaticFiles, AreServedWithTypeTagAndCaching) {
    const Folder folder;
    folder.write("index.html", "<p>格致</p>");
    folder.write("assets/app-BX3kq9_Z.js", "let a;");
    folder.write("assets/app-BX3kq9_Z.js.br", "BR");
    folder.write("assets/app-BX3kq9_Z.js.gz", "GZ");
    std::filesystem::create_symlink("/etc/hostname", folder.path() / "link.txt");
    const auto files = StaticFiles::load(folder.path().string());
    ASSERT_TRUE(files);
    Request request;
    const auto index = (*files)->serve(request, "");
    ASSERT_TRUE(index);
    EXPECT_EQ(index->bytes(), "<p>格致</p>");
    EXPECT_EQ(index->content_type, "text/html; charset=utf-8");
    EXPECT_EQ(header(*index, "Cache-Control"), "no-cache");
    request.headers.add("If-None-Match", "W/\"x\", " + header(*index, "ETag"));
    EXPECT_EQ((*files)->serve(request, "index.html")->status, 304);
    request = {};
    request.headers.add("Accept-Encoding", "gzip, br;q=0");
    const auto script = (*files)->serve(request, "assets/app-BX3kq9_Z.js");
    EXPECT_EQ(script->bytes(), "GZ");
    EXPECT_EQ(header(*script, "Content-Encoding"), "gzip");
    EXPECT_TRUE(contains(header(*script, "Cache-Control"), "immutable"));
    request = {};
    request.headers.add("Accept-Encoding", "gzip, deflate, br");
    EXPECT_EQ((*files)->serve(request, "assets/app-BX3kq9_Z.js")->bytes(), "BR");
    for (const auto* bad :
         {"../etc/passwd", "assets", "link.txt", "assets/../index.html", "/index.html", "nothing"})
        EXPECT_EQ(code((*files)->serve({}, bad)), "http/no-such-page") << bad;
    EXPECT_EQ((*files)->size(), 2U);
}

TEST(StaticFiles, ReloadingSwapsAllOfThem) {
    const Folder folder;
    folder.write("a.txt", "old");
    const auto files = StaticFiles::load(folder.path().string());
    ASSERT_TRUE(files);
    const auto before = (*files)->serve({}, "a.txt");
    folder.write("a.txt", "new");
    ASSERT_TRUE((*files)->reload());
    EXPECT_EQ((*files)->serve({}, "a.txt")->bytes(), "new");
    EXPECT_EQ(before->bytes(), "old") << "an answer under way keeps its bytes";
    EXPECT_EQ(code(StaticFiles::load("/nonexistent/files")), "http/cannot-read-files");
}

TEST(Streams, EventsCannotBreakOutOfTheirField) {
    EXPECT_EQ(wire_text(ServerEvent{"7", "case", "a\nevent: b\r\nc"}),
              "id: 7\nevent: case\ndata: a\ndata: event: b\ndata: c\n\n");
}

TEST(Streams, ASlowReaderIsCutOffInsteadOfGrowing) {
    StreamHub hub(2);
    const auto all = hub.open([](std::string_view) { return true; });
    const auto some = hub.open([](std::string_view topic) { return topic == "grid:a"; });
    EXPECT_EQ(hub.open([](std::string_view) { return true; }), nullptr) << "as many as allowed";
    hub.publish("grid:b", {"1", "", std::string(200 * 1024, 'x')});
    bool closed = true;
    EXPECT_EQ(some->take(closed), "");
    EXPECT_FALSE(closed);
    hub.publish("grid:a", {"2", "", std::string(100 * 1024, 'x')});
    EXPECT_TRUE(all->closed());
    EXPECT_EQ(all->take(closed), "");
    EXPECT_TRUE(closed);
    EXPECT_EQ(hub.size(), 1U);
    EXPECT_FALSE(all->send("more"));
    hub.close_all();
    EXPECT_TRUE(some->closed());
}

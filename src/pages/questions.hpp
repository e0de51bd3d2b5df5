#pragma once
// What the public pages ask of the rooms: plain functions that the app fills at start. Pages know no room, no
// database and no session; a test fills the same functions with invented answers. Wrong key and unknown
// number must be refused alike (Kind::missing), so that nobody learns which numbers exist.

#include "base/error.hpp"
#include "http/message.hpp"
#include "pages/form.hpp"
#include "pages/render.hpp"

#include <functional>
#include <memory>

namespace gezhi::pages {

struct Receipt {
    std::string number;
    std::string key; // as people type it after clean_key: capitals and digits
};

struct FollowCommand {
    std::string number;
    std::string key;
    std::string idempotency_key;
    std::string text{};
    std::optional<bool> solved{}; // of an answer only
};

struct PhotoWish {
    std::string number;
    std::string key; // none for a published one
    std::string file;
    bool thumb{false};
};

struct PublicQuestions {
    std::function<Instant()> now;
    std::function<Street(Lang)> street;
    std::string public_url{}; // without a slash at the end
    std::function<std::shared_ptr<const MapLayers>()> layers;
    std::function<Located(Position, const std::string& datum)> locate;
    std::function<std::optional<PlaceHit>(const std::string& code)> place_by_code;
    std::function<std::vector<PlaceHit>(const std::string& text)> find_places;
    std::function<std::vector<SimilarCase>(Position, const std::string& text)>
        similar; // open public cases only
    std::function<std::optional<EmergencyHit>(const std::string& text, Lang)> emergency;
    std::function<std::vector<NotifyWay>(Lang)> notify_ways;
    std::function<Result<std::string>(std::string bytes)> keep_photo; // gives the file's id
    std::function<Result<Receipt>(const ReportCommand&)> report;      // the same key again: the same receipt
    std::function<Result<ReceiptPage>(const std::string& number, const std::string& key, Lang)> receipt;
    std::function<Result<FollowPage>(const std::string& number, const std::string& key, Lang)> follow;
    std::function<Result<MinePage>(const std::string& number, const std::string& key)> mine;
    std::function<Result<http::Response>(const PhotoWish&)> photo;
    // A public case and its published photos; for everybody, refused where there is nothing to see.
    std::function<Result<PublicCasePage>(const std::string& number, Lang)> public_case;
    std::function<Result<http::Response>(const PhotoWish&)> public_photo;
    std::function<Result<void>(const FollowCommand&)> answer;
    std::function<Result<void>(const FollowCommand&)> say;
    std::function<Result<void>(const FollowCommand&)> object;
};

} // namespace gezhi::pages

#pragma once
// Views in, HTML out: the whole look of the public pages behind one object that never changes after start.
// Promises valid HTML with everything a person typed escaped, in either language. Never asks the rooms.

#include "pages/templates.hpp"
#include "pages/views.hpp"

#include <string>

namespace gezhi::pages {

class Pages {
public:
    Pages(Words words, Templates templates, std::string assets);

    struct About { // what every page knows: for whom, in which language, at which moment
        Lang lang{Lang::zh_cn};
        Street street{};
        std::string public_url{}; // without a slash at the end
        Instant now{};
        bool mapped{true}; // there is a drawing of the street to tap on
    };

    std::string render(const ReportPage& page, const About& about) const;
    std::string render(const SimilarPage& page, const About& about) const;
    std::string render(const EmergencyPage& page, const About& about) const;
    std::string render(const ReceiptPage& page, const About& about) const;
    std::string render(const FollowPage& page, const About& about) const;
    std::string render(const PublicCasePage& page, const About& about) const;
    std::string render(const MinePage& page, const About& about) const;
    std::string render(const LookupPage& page, const About& about) const;
    std::string render(const MessagePage& page, const About& about) const;
    std::string render(const ProblemPage& page, const About& about) const;
    std::string render(const AboutPage& page, const About& about) const;
    std::string render(const ElderHome& page, const About& about) const;
    std::string render(const ElderPage& page, const About& about) const;

    // The answer in one sentence: the first line of the follow page, also for a message to the reporter.
    std::string answer(const FollowPage& page, const About& about) const;
    std::string follow_link(const std::string& number, const std::string& key, const About& about) const;

    const Words& words() const { return words_; }

private:
    std::string say(const About& about, const std::string& key, const Params& params = {}) const;
    Values frame(const About& about, const std::string& title, bool elder = false) const;
    void telephone(Values& values, const About& about) const;
    void errors(Values& values, const std::vector<FieldError>& errors, const About& about) const;
    std::string finish(const char* name, const Values& values, const About& about) const;
    std::string scripts_words(const About& about, const char* prefix) const;
    void sign_step(Values& into, Step step, bool done) const;
    void sign_clock(Values& into, const ClockView& clock) const;
    std::string clock_word(const ClockView& clock, const About& about) const;
    void path(Values& values, const FollowPage& page, const About& about) const;
    void forms(Values& values, const FollowPage& page, const About& about) const;
    std::string error_of(const std::vector<FieldError>& errors, std::string_view field,
                         const About& about) const;

    Words words_;
    Templates templates_;
    std::string assets_; // changes when a file of public/ does
};

// The form as hidden fields, for pages that stand between the form and the receipt.
void carry(Values& values, const ReportForm& form, Lang lang);

} // namespace gezhi::pages

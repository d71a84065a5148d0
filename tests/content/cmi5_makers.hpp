// Courses and statements of cmi5 for tests. AU 0 of a course is "https://pub.example/au/0", and so
// on in the order of the document; likewise its blocks.
#pragma once

#include "content/cmi5_course.hpp"
#include "content/cmi5_ids.hpp"
#include "content/cmi5_session.hpp"
#include "content/cmi5_state.hpp"
#include "content/cmi5_statements.hpp"

#include <boost/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace support {

namespace json = boost::json;

using content::Cmi5Course;
using content::Cmi5Ids;
using content::Cmi5Session;
using content::Cmi5State;
using content::Timestamp;

inline constexpr std::string_view lms = "https://lrs.example/activities";

// The XML of a cmi5.xml; `inside` stands behind the course.
std::string cmi5_xml(std::string_view inside);
std::string described(std::string_view title); // <title> and <description>.
std::string au_xml(std::string_view id, std::string_view attributes = "",
                   std::string_view url = "https://pub.example/start.html",
                   std::string_view behind_url = "");
std::string block_xml(std::string_view id, std::string_view inside);

// A course in short: "P" is an AU with moveOn Passed; C Completed, A CompletedAndPassed, O
// CompletedOrPassed, N NotApplicable; "(" and ")" stand around the parts of a block. Whatever it
// is, it must be a course.
Cmi5Course short_course(std::string_view text);

base::Uuid uuid(unsigned number);
Timestamp at(int seconds); // Since a morning.
json::object learner();
std::string json_text(const json::value& value);
json::value parsed(std::string_view text); // Throws when it is none.

// A registration in which things are said one after the other, each a second later.
struct Play {
    explicit Play(Cmi5Course course);
    Play(const Play&) = delete;

    // A session of the AU, launched and fetched.
    Cmi5Session launch(std::size_t au, content::LaunchMode mode = content::LaunchMode::normal);

    // As content would say it: valid for cmi5 unless it comes at a wrong time. `verb` "experienced"
    // and all that is no AU's verb of cmi5: without its category.
    json::object say(const Cmi5Session& session, std::string_view verb);

    void tell(const json::object& statement, content::Cmi5Teller teller);

    Cmi5Course course;
    Cmi5Ids ids;
    json::object actor = learner();
    content::Cmi5Enrolment enrolment;
    Cmi5State state;
    unsigned number = 0; // Of the last id.
    int second = 0;

    struct Told {
        json::object statement;
        content::Cmi5Teller teller;
    };

    std::vector<Told> log;
};

// The statement with one value set: `path` are the keys, separated by blanks, "@session",
// "@mastery" and "@category" short for cmi5's; value "-": it is taken away.
json::object changed(json::object statement, std::string_view path, std::string_view value);

std::string rules_of(const base::Complaints& complaints);  // "rule, rule"
std::string places_of(const base::Complaints& complaints); // "where rule, where rule"

} // namespace support

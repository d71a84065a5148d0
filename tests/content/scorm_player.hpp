// A player of one attempt, without a browser: sets elements by their names, commits, and has a
// store that takes the statements. Every statement must be one in both versions of xAPI, have an id
// of its own, and not lie before the session's begin or the one before it in its commit.
#pragma once

#include "content/scorm_to_xapi.hpp"

#include <boost/json.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace support {

namespace json = boost::json;

base::Timestamp at(std::string_view text); // "09:30:00" of 2026-03-01, UTC.

// Course, SCO and attempt C, S and A below https://x.example/; the session has this number.
content::Attempt some_attempt(unsigned session = 1);

// "completed S": the verb, and the object as far as it is not the same in all of them.
std::string brief(const json::object& statement);

// The statement's value at this place: "/result/score/scaled". Null: nothing is there.
json::value at_pointer(const json::object& statement, std::string_view pointer);

class ScormPlayer {
public:
    explicit ScormPlayer(content::ScormVersion version) : version_(version) {}

    // A new session, a minute after whatever came before it.
    void begin(content::Entry entry);

    // "cmi.interactions.0.id".
    void set(std::string_view element, std::string_view value);

    // After ten seconds more.
    void commit();
    void finish();

    // As a browser would send it now; `sequence` is the one to come.
    std::string body() const;

    content::Attempt where = some_attempt();
    json::object roll_up; // Of the course: completionStatus, successStatus, score.
    std::vector<json::object> told;
    std::vector<std::string> briefs() const; // Of all that was told.
    base::Complaints warnings;               // Of the last commit.

private:
    void send(content::Stage stage);
    void take(std::vector<json::object> statements);

    content::ScormVersion version_;
    json::object runtime_{{"cmi", json::object()}};
    std::optional<content::Commit> kept_;
    base::Timestamp now_ = at("09:00:00");
    unsigned sessions_ = 0;
    unsigned sequence_ = 0;
    std::set<std::string> ids_;
};

} // namespace support

// Random attempts of content that says anything: no commit is lost, every statement is one (the
// player looks), and what was told last of a thing is what the attempt's data say of it.
#include "content/interaction_text.hpp"
#include "content/scorm_documents.hpp"
#include "content/scorm_iris.hpp"
#include "content/scorm_score.hpp"
#include "tests/content/scorm_player.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <random>

namespace {

using namespace content;
using namespace support;

using Texts = std::vector<const char*>;

const Texts statuses{"passed", "failed",  "completed", "incomplete",   "browsed",
                     "",       "unknown", "x",         "not attempted"};
const Texts decimals{"0", "1", "0.5", "-1", "85", "100", "7.25", "", "x", "1e9", "-0.0", "1000"};
const Texts spans{"00:05:30.25", "PT5M", "", "x", "99:99:99", "P1Y", "PT0S"};
const Texts times{"09:01:00", "2026-03-01T09:02:00Z", "2026-03-01T09:02:30", "", "x", "2026"};
const Texts types{"true-false", "choice", "fill-in", "long-fill-in", "matching", "performance",
                  "sequencing", "likert", "numeric", "other",        "",         "essay"};
const Texts answers{"a", "a,b", "{a,b}", "1.a,2.b",     "a[,]b",      "t", "0",
                    "",  "1:2", "ü\\",   "Yes, \"no\"", "{lang=de}x", "\n"};
const Texts results{"correct", "wrong", "incorrect", "neutral", "unanticipated",
                    "0.5",     "-3",    "",          "so-so"};
const Texts exits{"suspend", "", "logout", "time-out", "normal", "x"};

class Content {
public:
    Content(ScormVersion version, unsigned seed)
        : player(version), random_(seed), is_1_2_(version == ScormVersion::v1_2)
    {
    }

    std::size_t pick(std::size_t below)
    {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
    }

    void set(const std::string& element, const Texts& values)
    {
        player.set(element, values[pick(values.size())]);
    }

    void set_something()
    {
        switch (pick(5)) {
        case 0: return set_interaction("cmi.interactions." + std::to_string(pick(5)) + ".");
        case 1: return set_objective("cmi.objectives." + std::to_string(pick(3)) + ".");
        case 2: return set_status();
        case 3: return set_score(is_1_2_ ? "cmi.core.score." : "cmi.score.");
        case 4: return set_comment();
        }
    }

    void play()
    {
        for (auto rounds = pick(3) + 1; rounds > 0; --rounds) {
            player.begin(pick(2) == 0 ? Entry::ab_initio : Entry::resume);
            for (auto commits = pick(6); commits > 0; --commits) {
                for (auto changes = pick(8); changes > 0; --changes)
                    set_something();
                player.commit();
            }
            set(is_1_2_ ? "cmi.core.exit" : "cmi.exit", exits);
            set(is_1_2_ ? "cmi.core.session_time" : "cmi.session_time", spans);
            player.finish();
        }
    }

    ScormPlayer player;

private:
    void set_interaction(const std::string& element)
    {
        // The number is in the name, so that a statement tells which one it is of.
        player.set(element + "id", "q " + element);
        set(element + "type", types);
        set(element + (is_1_2_ ? "student_response" : "learner_response"), answers);
        set(element + "result", results);
        if (pick(2) == 0) set(element + (is_1_2_ ? "time" : "timestamp"), times);
        if (pick(2) == 0) set(element + "latency", spans);
        if (pick(2) == 0) set(element + "weighting", decimals);
        if (pick(2) == 0) set(element + "correct_responses.0.pattern", answers);
        if (pick(4) == 0) set(element + "objectives.0.id", answers);
        if (pick(4) == 0) set(element + "description", answers);
    }

    void set_objective(const std::string& element)
    {
        player.set(element + "id", element);
        if (is_1_2_) {
            set(element + "status", statuses);
        } else {
            set(element + "success_status", statuses);
            set(element + "completion_status", statuses);
            set(element + "progress_measure", decimals);
        }
        set_score(element + "score.");
    }

    void set_status()
    {
        if (is_1_2_) return set("cmi.core.lesson_status", statuses);
        set("cmi.success_status", statuses);
        set("cmi.completion_status", statuses);
        set("cmi.progress_measure", decimals);
        player.roll_up["completionStatus"] = statuses[pick(statuses.size())];
        player.roll_up["successStatus"] = statuses[pick(statuses.size())];
    }

    void set_score(const std::string& element)
    {
        for (const auto* name : {"raw", "min", "max", "scaled"})
            if (pick(2) == 0) set(element + name, decimals);
    }

    void set_comment()
    {
        if (is_1_2_) return set("cmi.comments", answers);
        const auto element = "cmi.comments_from_learner." + std::to_string(pick(3)) + ".";
        set(element + "comment", answers);
        set(element + "timestamp", times);
    }

    std::mt19937 random_;
    bool is_1_2_;
};

// The result told last, by brief().
using Last = std::map<std::string, json::value>;

Last last_told(const ScormPlayer& player)
{
    Last out;
    for (const auto& statement : player.told) {
        auto name = brief(statement);
        // Of these the later one holds.
        for (const auto* verb : {"passed ", "failed "})
            if (name.starts_with(verb)) name = "judged " + name.substr(7);
        out[name] = at_pointer(statement, "/result");
    }
    return out;
}

json::value part(const Last& last, const std::string& name, std::string_view member)
{
    const auto found = last.find(name);
    const auto* result = found == last.end() ? nullptr : found->second.if_object();
    const auto* value = result ? result->if_contains(member) : nullptr;
    return value ? *value : json::value();
}

void check_standing(const Last& last, const std::string& name, const Status& status,
                    const Score& score, ScormVersion version)
{
    if (status.success != Success::unknown)
        BOOST_TEST(part(last, "judged " + name, "success") == (status.success == Success::passed));
    else if (status.completion == Completion::completed)
        BOOST_TEST(last.contains("completed " + name));
    if (const auto told = xapi_score(score, version); !told.empty())
        BOOST_TEST(part(last, "scored " + name, "score") == json::value(told));
}

void check_interaction(const Last& last, const Interaction& interaction, ScormVersion version)
{
    if (interaction.response.empty() && !interaction.outcome && interaction.measure.empty()) return;
    const auto name = "responded " + interaction_iri("C/S", interaction.id);
    BOOST_TEST(last.contains(name));
    if (!interaction.response.empty())
        BOOST_TEST(part(last, name, "response") ==
                   json::value(json::string(xapi_response(interaction, version))));
    BOOST_TEST(part(last, name, "success") ==
               (interaction.outcome == Outcome::correct     ? json::value(true)
                : interaction.outcome == Outcome::incorrect ? json::value(false)
                                                            : json::value()));
}

void check_what_holds(const ScormPlayer& player, ScormVersion version)
{
    const auto cmi = read_commit(player.body(), version).value().cmi;
    const auto last = last_told(player);
    check_standing(last, "C/S", cmi.status, cmi.score, version);
    for (const auto& [index, objective] : cmi.objectives)
        check_standing(last, objective_iri("C/S", objective.id), objective.status, objective.score,
                       version);
    for (const auto& [index, interaction] : cmi.interactions)
        check_interaction(last, interaction, version);
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_scorm_attempts_random)

BOOST_AUTO_TEST_CASE(whatever_content_says)
{
    const auto first = std::random_device()();
    for (unsigned seed = first; seed != first + 300; ++seed) {
        for (const auto version : {ScormVersion::v1_2, ScormVersion::v2004}) {
            BOOST_TEST_CONTEXT("seed " << seed << (version == ScormVersion::v1_2 ? " 1.2" : ""))
            {
                Content content(version, seed);
                content.player.where.sequenced = content.pick(2) == 0;
                content.player.where.zone = std::chrono::minutes(0);
                content.play();
                check_what_holds(content.player, version);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

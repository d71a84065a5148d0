// validate() against conformance/: every rule has a change that breaks it and one beside it that
// does not. What rows cannot say (order, limits, quoting) is said below.
#include "statements/validate.hpp"

#include "base/limits.hpp"
#include "conformance/statements.hpp"
#include "statements/shapes.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <set>

namespace base {

std::ostream& operator<<(std::ostream& out, const Complaint& complaint)
{
    return out << complaint.where << ' ' << complaint.rule << ' ' << complaint.found;
}

} // namespace base

namespace {

namespace json = boost::json;

using conformance::Edit;
using conformance::Subject;
using statements::Version;
using statements::shapes::holds_for;

constexpr Version both_versions[] = {Version::v1_0_3, Version::v2_0_0};

const char* name_of(Version version)
{
    return version == Version::v1_0_3 ? "1.0.3" : "2.0.0";
}

base::Complaints judge(Subject subject, const json::value& value, Version version)
{
    switch (subject) {
    case Subject::statement: return statements::validate(value, version);
    case Subject::agent: return statements::validate_agent(value, version);
    case Subject::authority: return statements::validate_authority(value, version);
    }
    return {};
}

std::vector<std::string> broken(const base::Complaints& complaints)
{
    std::vector<std::string> out;
    for (const auto& complaint : complaints)
        out.push_back(complaint.where + ' ' + complaint.rule);
    return out;
}

template <class Visit>
void for_each_row(Version version, Visit visit)
{
    for (const auto& group : conformance::sections()) {
        for (const auto& section : group) {
            if (!holds_for(section.versions, version)) continue;
            for (const auto& row : section.rows)
                visit(section, row);
        }
    }
}

json::value minimal()
{
    return json::parse(conformance::base("minimal").json);
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_validate)

BOOST_AUTO_TEST_CASE(the_bases_are_right)
{
    for (const auto version : both_versions) {
        for (const auto& base : conformance::bases()) {
            if (!holds_for(base.versions, version)) continue;
            BOOST_TEST_CONTEXT(name_of(version) << ' ' << base.name)
            {
                const auto complaints = judge(base.subject, json::parse(base.json), version);
                BOOST_TEST(complaints == base::Complaints{}, boost::test_tools::per_element());
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(one_change_one_complaint)
{
    for (const auto version : both_versions) {
        for_each_row(version, [&](const auto& section, const auto& row) {
            const auto& base = conformance::base(section.base);
            BOOST_TEST_CONTEXT(name_of(version) << ' ' << row.rule << ": " << row.refused.pointer
                                                << " = " << row.refused.json)
            {
                const auto changed = conformance::edited(base, row.refused);
                const auto complaints = judge(base.subject, changed, version);
                const auto expected = std::string(row.where) + ' ' + std::string(row.rule);
                BOOST_TEST(broken(complaints) == std::vector{expected},
                           boost::test_tools::per_element());
            }
        });
    }
}

BOOST_AUTO_TEST_CASE(its_neighbour_none)
{
    for (const auto version : both_versions) {
        for_each_row(version, [&](const auto& section, const auto& row) {
            const auto& base = conformance::base(section.base);
            BOOST_TEST_CONTEXT(name_of(version) << ' ' << row.rule << ": " << row.accepted.pointer
                                                << " = " << row.accepted.json)
            {
                const auto changed = conformance::edited(base, row.accepted);
                const auto complaints = judge(base.subject, changed, version);
                BOOST_TEST(complaints == base::Complaints{}, boost::test_tools::per_element());
            }
        });
    }
}

BOOST_AUTO_TEST_CASE(every_rule_has_a_row_and_every_row_a_rule)
{
    for (const auto version : both_versions) {
        BOOST_TEST_CONTEXT(name_of(version))
        {
            std::set<std::string> in_rows;
            for_each_row(version, [&](const auto&, const auto& row) { in_rows.emplace(row.rule); });
            const auto rules = statements::shapes::rule_names(version);
            BOOST_TEST(rules == in_rows, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_only_one_version_asks_the_other_does_not)
{
    const struct {
        const char* name;
        Edit edit;
        Version refused;
        Version accepted;
    } rows[] = {
        {"no zone", {"/timestamp", R"("2026-01-31T09:30:00")"}, Version::v2_0_0, Version::v1_0_3},
        {"hours only",
         {"/stored", R"("2026-01-31T09:30:00+01")"},
         Version::v2_0_0,
         Version::v1_0_3},
        {"version 2.0.0", {"/version", R"("2.0.0")"}, Version::v1_0_3, Version::v2_0_0},
        {"context agents",
         {"/context", R"({"contextAgents": []})"},
         Version::v1_0_3,
         Version::v2_0_0},
        {"context groups",
         {"/context", R"({"contextGroups": []})"},
         Version::v1_0_3,
         Version::v2_0_0},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto changed = conformance::edited(conformance::base("minimal"), row.edit);
            BOOST_TEST(statements::validate(changed, row.refused).size() == 1u);
            BOOST_TEST(statements::validate(changed, row.accepted).empty());
        }
    }
    const auto group = json::parse(R"({"objectType": "Group", "member": [
        {"mbox": "mailto:ada@example.org"}, {"mbox": "mailto:bob@example.org"}]})");
    BOOST_TEST(statements::validate_authority(group, Version::v1_0_3).size() == 1u);
    BOOST_TEST(statements::validate_authority(group, Version::v2_0_0).empty());
}

// A sender that mends its statement should not need one round trip per mistake.
BOOST_AUTO_TEST_CASE(all_complaints_at_once_in_document_order)
{
    const auto nothing_right = json::parse(R"({
        "colour": "red",
        "actor": {"mbox": "ada", "openid": "ada", "name": 1},
        "object": {"objectType": "SubStatement", "actor": [], "object": {"id": "1"}},
        "result": {"score": {"raw": 11, "min": 12, "max": 10, "scaled": "x"}, "duration": "1h"},
        "context": {"team": {"mbox": "mailto:a@b"}, "platform": 7}
    })");
    const std::vector<std::string> expected{
        "/colour statement.unknown",
        "/actor/mbox agent.mbox.mailto",
        "/actor/openid agent.openid.uri",
        "/actor/openid agent.ifi.one",
        "/actor/name agent.name.string",
        "/object/actor subStatement.actor.object",
        "/object/object/id activity.id.iri",
        "/object/verb subStatement.verb.missing",
        "/result/score/max score.max.above",
        "/result/score/scaled score.scaled.number",
        "/result/duration result.duration.duration",
        "/context/team/objectType context.team.objectType",
        "/context/platform context.platform.string",
        "/context/platform context.platform.activity",
        "/verb statement.verb.missing",
    };
    const auto complaints = statements::validate(nothing_right, Version::v1_0_3);
    BOOST_TEST(broken(complaints) == expected, boost::test_tools::per_element());
    for (const auto& complaint : complaints)
        BOOST_TEST(!complaint.expected.empty());
}

BOOST_AUTO_TEST_CASE(what_is_found_and_what_is_expected)
{
    const struct {
        const char* name;
        Edit edit;
        base::Complaint complaint;
    } rows[] = {
        {"a string",
         {"/verb/id", R"("tried")"},
         {"/verb/id", "verb.id.iri", R"("tried")", "be an IRI with a scheme"}},
        {"nothing", {"/verb/id"}, {"/verb/id", "verb.id.missing", "", "be present"}},
        {"a key",
         {"/verb/display", R"({"en_US": "tried"})"},
         {"/verb/display/en_US", "language_map.tag", R"("en_US")",
          "have a language tag of RFC 5646 as its key"}},
        {"a key that must be escaped",
         {"/verb/a~1b~0c", "1"},
         {"/verb/a~1b~0c", "verb.unknown", "1", "not be here: known are id, display"}},
        {"a key in another letter case",
         {"/verb/ID", "1"},
         {"/verb/ID", "verb.unknown", "1", R"(be spelled "id")"}},
        {"a kind of object",
         {"/object/objectType", R"("Person")"},
         {"/object/objectType", "statement.object.objectType", R"("Person")",
          R"(be "Activity", "Agent", "Group", "StatementRef" or "SubStatement")"}},
        {"the repeated id",
         {"/object/definition",
          R"({"interactionType": "choice", "choices": [{"id": "b"}, {"id": "a"}, {"id": "b"}]})"},
         {"/object/definition/choices", "definition.choices.distinct", R"("b")",
          "hold components with ids of their own"}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto changed = conformance::edited(conformance::base("minimal"), row.edit);
            const auto complaints = statements::validate(changed, Version::v2_0_0);
            BOOST_TEST_REQUIRE(complaints.size() == 1u);
            BOOST_TEST(complaints.front() == row.complaint);
            BOOST_TEST(complaints.front().expected == row.complaint.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(found_is_cut_at_its_limit)
{
    auto statement = minimal();
    auto& id = statement.at("verb").at("id");
    id = std::string(limits::found_bytes - 2, 'x'); // And two quotes.
    const auto whole = statements::validate(statement, Version::v2_0_0);
    BOOST_TEST(whole.at(0).found.size() == limits::found_bytes);
    BOOST_TEST(whole.at(0).found.ends_with("x\""));

    id = std::string(limits::found_bytes - 1, 'x');
    const auto cut = statements::validate(statement, Version::v2_0_0);
    BOOST_TEST(cut.at(0).found == '"' + std::string(limits::found_bytes - 1, 'x') + "...");

    id = std::string(100'000, 'x');
    BOOST_TEST(statements::validate(statement, Version::v2_0_0).at(0).found == cut.at(0).found);
}

BOOST_AUTO_TEST_CASE(complaints_end_at_their_limit)
{
    auto statement = minimal();
    auto& object = statement.as_object();
    for (std::size_t at = 0; at < limits::complaints; ++at)
        object[std::to_string(at)] = 1;
    BOOST_TEST(statements::validate(statement, Version::v2_0_0).size() == limits::complaints);
    object["one more"] = 1;
    object.stable_erase(object.find("verb"));
    const auto complaints = statements::validate(statement, Version::v2_0_0);
    BOOST_TEST(complaints.size() == limits::complaints);
    BOOST_TEST(complaints.back().where == "/" + std::to_string(limits::complaints - 1));
}

// Ids are compared by sorting: a hundred thousand of them must not cost five billion comparisons.
BOOST_AUTO_TEST_CASE(many_components)
{
    json::array choices;
    for (int at = 0; at < 100'000; ++at)
        choices.push_back(json::object{{"id", std::to_string(at)}});
    auto statement = minimal();
    statement.at("object").as_object()["definition"] = {{"interactionType", "choice"},
                                                        {"choices", choices}};
    BOOST_TEST(statements::validate(statement, Version::v2_0_0).empty());
    statement.at("object").at("definition").at("choices").as_array().back() = {{"id", "500"}};
    BOOST_TEST(statements::validate(statement, Version::v2_0_0).size() == 1u);
}

// Whatever stands where: no crash, and each complaint points at something or its absence.
BOOST_AUTO_TEST_CASE(any_json_anywhere)
{
    const json::value strange[] = {nullptr,
                                   true,
                                   -1,
                                   1e300,
                                   "",
                                   json::array{},
                                   json::array{json::array{}},
                                   json::object{},
                                   json::object{{"id", json::object{}}, {"member", 1}},
                                   json::object{{"objectType", "Group"}, {"member", {1, nullptr}}}};
    const auto full = json::parse(conformance::base("full").json);
    const auto visit = [&](const auto& self, json::value& root, json::value& here) -> void {
        const auto kept = here;
        for (const auto& value : strange) {
            here = value;
            for (const auto version : both_versions) {
                for (const auto& complaint : statements::validate(root, version)) {
                    const auto parent = complaint.where.substr(0, complaint.where.rfind('/'));
                    boost::system::error_code missing;
                    BOOST_TEST(root.find_pointer(parent, missing) != nullptr);
                }
                statements::validate_agent(here, version);
                statements::validate_authority(here, version);
            }
        }
        here = kept;
        if (auto* object = here.if_object()) {
            for (auto& member : *object)
                self(self, root, member.value());
        } else if (auto* array = here.if_array()) {
            for (auto& item : *array)
                self(self, root, item);
        }
    };
    auto root = full;
    visit(visit, root, root);
    BOOST_TEST((root == full));
}

BOOST_AUTO_TEST_SUITE_END()

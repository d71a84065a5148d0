#include "conformance/statements.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <iterator>
#include <string>

namespace conformance {
namespace {

namespace json = boost::json;

constexpr Base all_bases[] = {
    {"minimal", Subject::statement, Versions::both, R"({
        "actor": {"mbox": "mailto:ada@example.org"},
        "verb": {"id": "http://example.org/verbs/tried"},
        "object": {"id": "http://example.org/activities/1"}
    })"},
    {"full", Subject::statement, Versions::both, R"({
        "id": "9f1c2a34-5b67-4c89-8d01-23456789abcd",
        "actor": {
            "objectType": "Group",
            "name": "Crew",
            "account": {"homePage": "https://hr.example.org", "name": "crew-7"},
            "member": [{"objectType": "Agent", "name": "Ada", "mbox": "mailto:ada@example.org"}]
        },
        "verb": {
            "id": "http://example.org/verbs/tried",
            "display": {"en": "tried", "de-AT": "versucht"}
        },
        "object": {
            "objectType": "Activity",
            "id": "http://example.org/activities/1",
            "definition": {
                "name": {"en": "One"},
                "description": {"en": "The first of them"},
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "moreInfo": "https://example.org/activities/1/about",
                "extensions": {"http://example.org/x": {"deep": [null, {}]}},
                "interactionType": "choice",
                "correctResponsesPattern": ["a[,]b"],
                "choices": [{"id": "a", "description": {"en": "A"}}, {"id": "b"}]
            }
        },
        "result": {
            "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10},
            "success": true,
            "completion": false,
            "response": "a",
            "duration": "PT1H30M",
            "extensions": {"http://example.org/y": null}
        },
        "context": {
            "registration": "0a1b2c3d-4e5f-4678-89ab-cdef01234567",
            "instructor": {"mbox_sha1sum": "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
            "team": {"objectType": "Group", "mbox": "mailto:team@example.org"},
            "contextActivities": {
                "parent": [{"id": "http://example.org/activities/0"}],
                "grouping": {"objectType": "Activity", "id": "http://example.org/courses/1"},
                "category": [{"id": "http://example.org/profile"}],
                "other": []
            },
            "revision": "1",
            "platform": "Web",
            "language": "de",
            "statement": {
                "objectType": "StatementRef",
                "id": "11111111-2222-4333-8444-555555555555"
            },
            "extensions": {"urn:example:z": ""}
        },
        "timestamp": "2026-01-31T09:30:00.25Z",
        "stored": "2026-01-31T09:30:01Z",
        "authority": {"openid": "https://id.example.org/ada"},
        "version": "1.0.0",
        "attachments": [{
            "usageType": "http://example.org/usage/proof",
            "display": {"en": "Proof"},
            "description": {"en": "A file"},
            "contentType": "text/plain; charset=utf-8",
            "length": 27,
            "sha2": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "fileUrl": "https://example.org/proof.txt"
        }]
    })"},
    {"context of 2.0", Subject::statement, Versions::v2_0_0, R"({
        "actor": {"mbox": "mailto:ada@example.org"},
        "verb": {"id": "http://example.org/verbs/tried"},
        "object": {"id": "http://example.org/activities/1"},
        "context": {
            "contextAgents": [{
                "objectType": "contextAgent",
                "agent": {"mbox": "mailto:bob@example.org"},
                "relevantTypes": ["http://example.org/roles/coach"]
            }],
            "contextGroups": [{
                "objectType": "contextGroup",
                "group": {"objectType": "Group", "mbox": "mailto:team@example.org"},
                "relevantTypes": ["http://example.org/roles/rivals"]
            }]
        }
    })"},
    {"anonymous group", Subject::statement, Versions::both, R"({
        "actor": {"objectType": "Group", "member": [{"mbox": "mailto:ada@example.org"}]},
        "verb": {"id": "http://example.org/verbs/tried"},
        "object": {"id": "http://example.org/activities/1"}
    })"},
    {"about an agent", Subject::statement, Versions::both, R"({
        "actor": {"mbox": "mailto:ada@example.org"},
        "verb": {"id": "http://example.org/verbs/met"},
        "object": {"objectType": "Agent", "mbox": "mailto:bob@example.org"},
        "context": {}
    })"},
    {"reference", Subject::statement, Versions::both, R"({
        "actor": {"mbox": "mailto:ada@example.org"},
        "verb": {"id": "http://example.org/verbs/doubted"},
        "object": {"objectType": "StatementRef", "id": "11111111-2222-4333-8444-555555555555"}
    })"},
    {"voiding", Subject::statement, Versions::both, R"({
        "actor": {"mbox": "mailto:ada@example.org"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
        "object": {"objectType": "StatementRef", "id": "11111111-2222-4333-8444-555555555555"}
    })"},
    {"sub-statement", Subject::statement, Versions::both, R"({
        "actor": {"mbox": "mailto:ada@example.org"},
        "verb": {"id": "http://example.org/verbs/planned"},
        "object": {
            "objectType": "SubStatement",
            "actor": {"mbox": "mailto:ada@example.org"},
            "verb": {"id": "http://example.org/verbs/tried"},
            "object": {"id": "http://example.org/activities/1"},
            "result": {"completion": true},
            "context": {"contextActivities": {
                "parent": {"id": "http://example.org/activities/0"}
            }},
            "timestamp": "2036-01-31T09:30:00Z",
            "attachments": []
        }
    })"},
    {"agent", Subject::agent, Versions::both, R"({"mbox": "mailto:ada@example.org"})"},
    {"group", Subject::agent, Versions::both, R"({
        "objectType": "Group",
        "mbox": "mailto:team@example.org",
        "member": [{"mbox": "mailto:ada@example.org"}]
    })"},
    {"application and user", Subject::authority, Versions::both, R"({
        "objectType": "Group",
        "member": [
            {"account": {"homePage": "https://lrs.example.org/token", "name": "key"}},
            {"mbox": "mailto:ada@example.org"}
        ]
    })"},
};

void edit_item(json::array& array, std::string_view token, std::string_view text)
{
    if (token == "-") {
        array.push_back(json::parse(text));
        return;
    }
    std::size_t index = 0;
    std::from_chars(token.data(), token.data() + token.size(), index);
    assert(index < array.size());
    if (text.empty()) {
        array.erase(std::next(array.begin(), static_cast<std::ptrdiff_t>(index)));
    } else {
        array[index] = json::parse(text);
    }
}

} // namespace

std::string unescaped(std::string_view token)
{
    std::string out;
    for (std::size_t at = 0; at < token.size(); ++at) {
        const bool escape = token[at] == '~' && at + 1 < token.size();
        out += !escape ? token[at] : token[++at] == '1' ? '/' : '~';
    }
    return out;
}

std::span<const Base> bases()
{
    return all_bases;
}

const Base& base(std::string_view name)
{
    const auto found = std::ranges::find(all_bases, name, &Base::name);
    assert(found != std::end(all_bases));
    return *found;
}

std::span<const std::span<const Section>> sections()
{
    static const std::span<const Section> all[] = {
        statement_sections, actor_sections, activity_sections, result_sections, context_sections};
    return all;
}

json::value edited(const Base& base, const Edit& edit)
{
    if (edit.pointer.empty()) return json::parse(edit.json);
    auto value = json::parse(base.json);
    const auto slash = edit.pointer.rfind('/');
    auto& parent = value.at_pointer(edit.pointer.substr(0, slash));
    const auto token = edit.pointer.substr(slash + 1);
    if (auto* array = parent.if_array()) {
        edit_item(*array, token, edit.json);
    } else if (edit.json.empty()) {
        auto& object = parent.as_object();
        object.stable_erase(object.find(unescaped(token)));
    } else {
        parent.as_object()[unescaped(token)] = json::parse(edit.json);
    }
    return value;
}

} // namespace conformance

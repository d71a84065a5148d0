#include "competency/model.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "competency/canonical.hpp"
#include "tests/competency/model_rows.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace {

using namespace competency;
using namespace support::kmx;

std::string nested(std::size_t depth)
{
    std::string text = R"({"ev": "e1"})";
    for (std::size_t i = 1; i < depth; ++i)
        text = R"({"any": [)" + text + "]}";
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_model)

BOOST_AUTO_TEST_CASE(the_full_model_is_right)
{
    const auto findings = check_model(full_model().text());
    BOOST_TEST(findings.errors.size() == 0u);
    BOOST_TEST(findings.warnings.size() == 0u);
}

BOOST_AUTO_TEST_CASE(the_head)
{
    const CheckRow rows[] = {
        {"schema", "/$schema", R"("kmx-2")", "schema"},
        {"no schema", "/$schema", "-", "required"},
        {"id", "/id", R"("km")", "iri"},
        {"no version", "/version", "-", "required"},
        {"version is a number", "/version", "1", "type"},
        {"version is empty", "/version", R"("")", "type"},
        {"another version", "/version", R"("2026-2")", nullptr},
        {"date", "/validFrom", R"("2026-02-30")", "date"},
        {"last of February", "/validFrom", R"("2026-02-28")", nullptr},
        {"zone", "/tz", R"("Europe/Moscow")", "tz"},
        {"another zone", "/tz", R"("Europe/Vienna")", nullptr},
        {"default language", "/defaultLang", R"("fr")", "unsupported_node"},
        {"default language en", "/defaultLang", R"("en")", nullptr},
        {"title without en", "/title", R"({"de": "x"})", "translation", "/title/en"},
        {"title without de", "/title", R"({"en": "x"})", "translation", "/title/de"},
        {"title, empty text", "/title/en", R"("")", "translation"},
        {"title, third language", "/title/fr", R"("x")", nullptr},
        {"title, no language tag", "/title/f_r", R"("x")", "translation"},
        {"unknown member", "/colour", "1", "unknown_member"},
        {"annotation", "/NOTE_TO_ALL", "[1]", nullptr},
        {"annotation with a fraction", "/NOTE", R"({"a": [1, 1.5]})", "number", "/NOTE/a/1"},
        {"annotation, large number", "/NOTE", "9007199254740992", nullptr},
        {"annotation, a larger one", "/NOTE", "9007199254740993", "number"},
        {"annotation, very large", "/NOTE", "18446744073709551615", "number"},
        {"a member without a name", "/", "1", "unknown_member"},
        {"annotation, one small letter", "/NOTe", "1", "unknown_member"},
        {"no scales", "/scales", "-", "required", nullptr, 4}, // Three competencies had one.
        {"null is no list", "/trust", "null", "type"},
    };
    check_rows(rows);
}

BOOST_AUTO_TEST_CASE(scales_areas_competencies)
{
    const CheckRow rows[] = {
        {"ladder", "/scales/0/ladder", R"("loose")", "unsupported_node"},
        {"ladder strict", "/scales/1/ladder", R"("strict")", nullptr},
        {"level numbers", "/scales/0/levels/1/n", "3", "level"},
        {"level number is text", "/scales/0/levels/1/n", R"("2")", "type"},
        {"level, unknown member", "/scales/0/levels/1/m", "2", "unknown_member"},
        {"anchor, one language", "/scales/0/levels/0/anchor", R"({"de": "x"})", "translation",
         "/scales/0/levels/0/anchor/en"},
        {"DigComp", "/scales/0/levels/0/digcomp8", "[1, 8]", nullptr},
        {"DigComp 9", "/scales/0/levels/0/digcomp8", "[1, 9]", "range",
         "/scales/0/levels/0/digcomp8/1"},
        {"area's id twice", "/areas/1/id", R"("A")", "unique"},
        {"area without name", "/areas/1/name", "-", "required"},
        {"scale's id twice", "/scales/1/id", R"("I")", "unique", nullptr, 2},
        {"competency's id twice", "/competencies/2/id", R"("C1")", "unique", nullptr, 2},
        {"competency's IRI twice", "/competencies/2/iri", R"("https://city.example/c/C1")",
         "unique"},
        {"area", "/competencies/2/area", R"("Z")", "reference"},
        {"scale", "/competencies/2/scale", R"("Z")", "reference"},
        {"parent", "/competencies/0/parent", R"("C3")", nullptr},
        {"no parent", "/competencies/0/parent", "null", nullptr},
        {"foreign parent", "/competencies/0/parent", R"("C4")", "reference"},
        {"its own parent", "/competencies/0/parent", R"("C1")", "cycle"},
        {"replaced by", "/competencies/0/replacedBy", R"("C4")", "reference"},
        {"replaced by another", "/competencies/0/replacedBy", R"("C2")", nullptr},
        {"replaced by itself", "/competencies/1/replacedBy", R"("C2")", "cycle"},
        {"retired", "/competencies/0/status", R"("retired")", nullptr},
        {"status", "/competencies/0/status", R"("draft")", "unsupported_node"},
        {"manual", "/competencies/0/manual", R"("average")", "unsupported_node"},
        {"manual ceiling", "/competencies/0/manual", R"("ceiling")", nullptr},
        {"manual replace", "/competencies/0/manual", R"("replaceUntilNext")", nullptr},
        {"manual floor", "/competencies/0/manual", R"("floor")", nullptr},
        {"alignment", "/competencies/0/align", R"([{"framework": "D", "code": "1"}])", nullptr},
        {"alignment, no IRI", "/competencies/0/align", R"([{"framework": "D", "uri": "1"}])", "iri",
         "/competencies/0/align/0/uri"},
    };
    check_rows(rows);
}

BOOST_AUTO_TEST_CASE(profiles_trust_objectives)
{
    const CheckRow rows[] = {
        {"target", "/profiles/0/target/C3", "1", nullptr},
        {"foreign target", "/profiles/0/target/C9", "1", "reference"},
        {"target's level", "/profiles/0/target/C1", "4", "level"},
        {"minimum", "/profiles/0/min/C9", "1", "reference"},
        {"critical", "/profiles/0/critical", R"(["C9"])", "reference"},
        {"no authority", "/trust/0/authority", "-", "required"},
        {"nobody", "/trust/0/authority", "{}", "authority"},
        {"by mail", "/trust/0/authority", R"({"mbox": "mailto:a@b.example"})", nullptr},
        {"kind", "/trust/0/kinds", R"(["course", "magic"])", "unsupported_node",
         "/trust/0/kinds/1"},
        {"may reference", "/trust/0/mayReference", "true", nullptr},
        {"may reference what", "/trust/0/mayReference", R"("A")", "type"},
        {"may assert", "/trust/0/mayAssert", R"({"areas": ["A", "B"], "maxLevel": 3})", nullptr},
        {"may assert anything", "/trust/0/mayAssert", "true", "type", nullptr, 1},
        {"any level", "/trust/0/mayAssert", R"({"areas": ["A"]})", "required",
         "/trust/0/mayAssert/maxLevel"},
        {"level 0", "/trust/0/mayAssert", R"({"areas": ["A"], "maxLevel": 0})", "range",
         "/trust/0/mayAssert/maxLevel"},
        {"any area", "/trust/0/mayAssert", R"({"maxLevel": 1})", "required",
         "/trust/0/mayAssert/areas"},
        {"no area", "/trust/0/mayAssert", R"({"areas": [], "maxLevel": 1})", "type",
         "/trust/0/mayAssert/areas"},
        {"a foreign area", "/trust/0/mayAssert", R"({"areas": ["Z"], "maxLevel": 1})", "reference",
         "/trust/0/mayAssert/areas"},
        {"may assert, something else", "/trust/0/mayAssert",
         R"({"areas": ["A"], "maxLevel": 1, "min": 1})", "unknown_member",
         "/trust/0/mayAssert/min"},
        {"trust, unknown member", "/trust/0/mayVoid", "true", "unknown_member"},
        {"objective", "/objectives/0/objective", R"("o")", "iri"},
        {"objective's competency", "/objectives/0/competency", R"("C9")", "reference"},
        {"objective's level", "/objectives/0/level", "4", "level"},
        {"objective's verb", "/objectives/0/on", R"("passed")", nullptr},
        {"objective's foreign verb", "/objectives/0/on", R"("failed")", "unsupported_node"},
    };
    check_rows(rows);
}

BOOST_AUTO_TEST_CASE(limits_of_size_and_depth)
{
    const auto with_depth = [](std::size_t depth) {
        return ModelMaker().competency("C1").evidence("e1").rule("C1", 1, nested(depth)).text();
    };
    BOOST_TEST(check_model(with_depth(limits::rule_depth)).errors.size() == 0u);
    const auto too_deep = check_model(with_depth(limits::rule_depth + 1)).errors;
    BOOST_TEST_REQUIRE(too_deep.size() == 1u);
    BOOST_TEST(too_deep[0].rule == "rule_depth");

    auto text = full_model().text();
    text.append(limits::model_bytes - text.size(), ' ');
    BOOST_TEST(check_model(text).errors.size() == 0u);
    text += ' ';
    BOOST_TEST_REQUIRE(check_model(text).errors.size() == 1u);
    BOOST_TEST(check_model(text).errors[0].rule == "size");

    const auto levels = [](std::int64_t count) {
        json::array list;
        for (std::int64_t n = 1; n <= count; ++n)
            list.push_back({{"n", n}, {"name", {{"de", "x"}, {"en", "x"}}}});
        auto maker = full_model();
        maker.document["scales"].as_array()[0].as_object()["levels"] = std::move(list);
        return check_model(maker.text()).errors.size();
    };
    BOOST_TEST(levels(limits::scale_levels) == 0u);
    BOOST_TEST(levels(limits::scale_levels + 1) == 2u); // The list and its last number.

    const auto weight = [](std::int64_t value) {
        ModelMaker maker;
        maker.competency("C1").evidence("e1").rule("C1", 1,
                                                   R"({"weighted": [[{"ev": "e1"}, )" +
                                                       std::to_string(value) + R"(]], "min": 1})");
        return check_model(maker.text()).errors.size();
    };
    BOOST_TEST(weight(limits::rule_weight) == 0u);
    BOOST_TEST(weight(limits::rule_weight + 1) == 2u); // Nothing is left to reach "min" with.
}

BOOST_AUTO_TEST_CASE(transitions)
{
    const std::string hash = "sha256:" + std::string(64, 'a');
    const auto kept = [&](std::string_view until) {
        return R"({"mode": "grandfather", "from": ")" + hash + R"(", "grandfatherUntil": )" +
               std::string(until) + "}";
    };

    const struct {
        const char* name;
        std::string transition;
        const char* rule; // Null: accepted.
        const char* where;
    } rows[] = {
        {"recompute", R"({"mode": "recompute"})", nullptr, ""},
        {"recompute, of the first model", R"({"mode": "recompute", "from": null})", nullptr, ""},
        {"recompute, of a former one", R"({"mode": "recompute", "from": ")" + hash + "\"}", nullptr,
         ""},
        {"recompute until", R"({"mode": "recompute", "grandfatherUntil": "2027-01-01"})",
         "transition", "/grandfatherUntil"},
        {"no mode", R"({"from": null})", "required", "/mode"},
        {"another mode", R"({"mode": "forget", "grandfatherUntil": "2027-01-01"})",
         "unsupported_node", "/mode"},
        {"unknown member", R"({"mode": "recompute", "until": "2027-01-01"})", "unknown_member",
         "/until"},
        {"no hash", R"({"mode": "recompute", "from": "2026-1"})", "hash", "/from"},
        {"a digit less", R"({"mode": "recompute", "from": ")" + hash.substr(0, 70) + "\"}", "hash",
         "/from"},
        {"a digit more", R"({"mode": "recompute", "from": ")" + hash + "a\"}", "hash", "/from"},
        {"capitals", R"({"mode": "recompute", "from": "sha256:)" + std::string(64, 'A') + "\"}",
         "hash", "/from"},
        {"grandfather", kept(R"("2026-01-02")"), nullptr, ""},
        {"until the first day", kept(R"("2026-01-01")"), "range", "/grandfatherUntil"},
        {"until no day", kept(R"("2027-02-29")"), "date", "/grandfatherUntil"},
        {"until an instant", kept(R"("2027-01-01T00:00:00Z")"), "date", "/grandfatherUntil"},
        {"until a number", kept("2027"), "type", "/grandfatherUntil"},
        {"until nothing", R"({"mode": "grandfather", "from": ")" + hash + "\"}", "required",
         "/grandfatherUntil"},
        {"from nothing", R"({"mode": "grandfather", "grandfatherUntil": "2027-01-01"})",
         "transition", "/from"},
        {"from null", R"({"mode": "grandfather", "from": null, "grandfatherUntil": "2027-01-01"})",
         "transition", "/from"},
        {"a text", R"("grandfather")", "type", ""},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto errors = check_model(changed("/transition", row.transition)).errors;
            BOOST_TEST((errors.empty() || row.rule));
            const auto is_it = [&](const base::Complaint& error) {
                return error.rule == row.rule &&
                       error.where == "/transition" + std::string(row.where);
            };
            if (row.rule) BOOST_TEST(std::ranges::count_if(errors, is_it) == 1);
        }
    }
    const auto parsed = [](const std::string& transition) {
        return parse_model(changed("/transition", transition)).value()->transition;
    };
    using Mode = Transition::Mode;
    BOOST_TEST((parsed(R"({"mode": "recompute"})") == Transition{}));
    BOOST_TEST((parsed(kept(R"("2027-01-01")")) ==
                Transition{Mode::grandfather, hash, parse_date("2027-01-01")}));
    BOOST_TEST(!parse_model(changed("/transition", "-")).value()->transition.has_value());
}

BOOST_AUTO_TEST_CASE(every_fault_is_named_at_once)
{
    const auto result =
        parse_model(R"({"$schema": "kmx-1", "tz": "Mars", "rules": [{"for": "X"}]})");
    BOOST_TEST_REQUIRE(result.has_error());
    BOOST_TEST((result.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(result.error().complaints.size() == 12u);

    const auto no_json = parse_model("{");
    BOOST_TEST_REQUIRE(no_json.has_error());
    BOOST_TEST_REQUIRE(no_json.error().complaints.size() == 1u);
    BOOST_TEST(no_json.error().complaints[0].rule == "json");
    BOOST_TEST(check_model("[]").errors[0].rule == "type");
    BOOST_TEST(check_model(R"({"id": "a:b", "id": "a:c"})").errors[0].rule == "json");
}

BOOST_AUTO_TEST_CASE(what_a_model_says_of_itself)
{
    const auto maker = full_model();
    const auto model = maker.model();
    const auto canonical_text = canonical(json::value(maker.document));
    BOOST_TEST(model->document == canonical_text);
    BOOST_TEST(model->hash == "sha256:" + base::to_hex(base::sha256(canonical_text)));
    // White space and the order of members are not part of it.
    BOOST_TEST(parse_model(canonical_text).value()->hash == model->hash);

    BOOST_TEST(model->trusts(identity("lms"), EvidenceKind::course));
    BOOST_TEST(!model->trusts(identity("lms"), EvidenceKind::attestation));
    BOOST_TEST(!model->trusts(identity("other"), EvidenceKind::course));
    BOOST_TEST(!model->trusts("", EvidenceKind::course));
    BOOST_TEST(ModelMaker().model()->trusts("", EvidenceKind::course));
}

BOOST_AUTO_TEST_SUITE_END()

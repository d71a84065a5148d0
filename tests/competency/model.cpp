// The publish checks: each row changes one thing in a model that is right, and names the one
// complaint that must follow. Next to what is refused stands its nearest neighbour that is not.
#include "competency/model.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "competency/canonical.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace {

using namespace competency;
using support::kmx::ModelMaker;
namespace json = boost::json;

// Everything that a model may hold, twice where order or reference matter.
ModelMaker full_model()
{
    ModelMaker maker;
    maker.add("areas", json::parse(R"({"id": "B", "visibility": "leaders",
                                       "name": {"de": "B", "en": "B"}})")
                           .as_object());
    maker.competency("C1").competency("C2", "T").competency("C3");
    maker.evidence("e1", R"({"validity": "P1Y", "warn": "P30D"})");
    maker.evidence("e2", R"({"subject": "object", "attestor": "actor", "kind": "attestation",
        "agg": "distinctAttestors", "n": 2,
        "match": {"grouping": ["https://x.example/g*"], "attestorRole": ["supervisor"]}})");
    maker.evidence("e3", R"({"polarity": "-", "revokes": ["e1"]})");
    maker.rule("C1", 1, R"({"ev": "e1"})");
    maker.rule("C1", 2, R"({"all": [{"below": 1}, {"ev": "e2"}]})");
    maker.rule("C2", 1, R"({"atLeast": [1, [{"ev": "e1"}, {"held": "C1", "level": 2}]]})");
    maker.rule("C3", 1, R"({"weighted": [[{"ev": "e1"}, 2], [{"ev": "e2"}, 1]], "min": 3})");
    maker.add("profiles", json::parse(R"({"id": "P1", "name": {"de": "P", "en": "P"},
        "target": {"C1": 2, "C2": 1}, "min": {"C1": 1}, "critical": ["C1"]})")
                              .as_object());
    maker.add("trust", json::parse(R"({"authority": {"account": {
        "homePage": "https://city.example", "name": "lms"}}, "kinds": ["course"],
        "mayReference": false})")
                           .as_object());
    maker.add("objectives", json::parse(R"({"objective": "https://x.example/o",
        "competency": "C1", "level": 2, "on": "satisfied"})")
                                .as_object());
    maker.document["transition"] = {{"from", nullptr}, {"mode", "recompute"}};
    maker.document["defaultLang"] = "de";
    maker.document["SAMPLE"] = "an annotation";
    return maker;
}

// Sets what stands at the pointer; the text "-" removes it.
std::string changed(std::string_view pointer, std::string_view text)
{
    json::value document = full_model().document;
    const auto slash = pointer.rfind('/');
    auto& parent = document.at_pointer(pointer.substr(0, slash));
    const auto key = pointer.substr(slash + 1);
    if (auto* list = parent.if_array()) {
        list->push_back(json::parse(text));
    } else if (text == "-") {
        parent.as_object().erase(key);
    } else {
        parent.as_object()[key] = json::parse(text);
    }
    return json::serialize(document);
}

struct Row {
    const char* name;
    const char* pointer;
    const char* value;
    const char* rule;            // Null: accepted.
    const char* where = nullptr; // Null: the pointer itself.
    std::size_t count = 1;       // Of all complaints, when one fault makes several.
};

void check_rows(std::span<const Row> rows)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found = check_model(changed(row.pointer, row.value)).errors;
            for (const auto& error : found)
                BOOST_TEST_MESSAGE(error.where << " " << error.rule << ": " << error.expected);
            BOOST_TEST(found.size() == (row.rule ? row.count : 0u));
            if (!row.rule) continue;
            BOOST_TEST(std::ranges::any_of(found, [&](const base::Complaint& error) {
                return error.rule == row.rule &&
                       error.where == (row.where ? row.where : row.pointer);
            }));
        }
    }
}

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
    const Row rows[] = {
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
        {"annotation, one small letter", "/NOTe", "1", "unknown_member"},
        {"no scales", "/scales", "-", "required", nullptr, 4}, // Three competencies had one.
        {"mode", "/transition/mode", R"("grandfather")", "unsupported_node"},
        {"a former model", "/transition/from", R"("sha256:00")", nullptr},
        {"null is no list", "/trust", "null", "type"},
    };
    check_rows(rows);
}

BOOST_AUTO_TEST_CASE(scales_areas_competencies)
{
    const Row rows[] = {
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
        {"replaced by", "/competencies/0/replacedBy", R"("C4")", "reference"},
        {"retired", "/competencies/0/status", R"("retired")", nullptr},
        {"status", "/competencies/0/status", R"("draft")", "unsupported_node"},
        {"manual", "/competencies/0/manual", R"("ceiling")", "unsupported_node"},
        {"manual floor", "/competencies/0/manual", R"("floor")", nullptr},
        {"alignment", "/competencies/0/align", R"([{"framework": "D", "code": "1"}])", nullptr},
        {"alignment, no IRI", "/competencies/0/align", R"([{"framework": "D", "uri": "1"}])", "iri",
         "/competencies/0/align/0/uri"},
    };
    check_rows(rows);
}

BOOST_AUTO_TEST_CASE(evidence)
{
    const Row rows[] = {
        {"id twice", "/evidence/2/id", R"("e2")", "unique"},
        {"kind", "/evidence/0/kind", R"("waiver")", nullptr},
        {"kind legacy", "/evidence/0/kind", R"("legacy")", "unsupported_node"},
        {"kind consolidated", "/evidence/0/kind", R"("consolidated")", "unsupported_node"},
        {"label, one language", "/evidence/0/label", R"({"en": "x"})", "translation",
         "/evidence/0/label/de"},
        {"subject", "/evidence/0/subject", R"("contextAgent")", "unsupported_node"},
        {"subject actor", "/evidence/0/subject", R"("actor")", nullptr},
        {"attestor", "/evidence/1/attestor", R"("contextAgent")", "unsupported_node", nullptr, 2},
        {"attestor instructor", "/evidence/1/attestor", R"("instructor")", nullptr},
        {"no attestor", "/evidence/1/attestor", "-", "attestor"},
        {"attests himself", "/evidence/1/subject", R"("actor")", "self_attestation",
         "/evidence/1/attestor"},
        {"agg", "/evidence/0/agg", R"("median")", "unsupported_node"},
        {"agg latest", "/evidence/0/agg", R"("latest")", nullptr},
        {"n alone", "/evidence/0/n", "2", "n"},
        {"n of nobody", "/evidence/1/n", "0", "range"},
        {"group", "/evidence/0/group", R"("members")", nullptr},
        {"group, otherwise", "/evidence/0/group", R"("all")", "unsupported_node"},
        {"validity", "/evidence/0/validity", R"("P1YT1H")", "period"},
        {"validity in weeks", "/evidence/0/validity", R"("P52W")", nullptr},
        {"expiry extension", "/evidence/0/expiresFrom", R"("extension")", "unsupported_node"},
        {"no expiry extension", "/evidence/0/expiresFrom", R"("none")", nullptr},
        {"verb", "/evidence/0/match/verb", R"(["passed"])", "iri"},
        {"verb pattern", "/evidence/0/match/verb", R"(["http://x.example/*"])", "iri"},
        {"object pattern", "/evidence/0/match/object", R"(["http://x.example/*"])", nullptr},
        {"only an asterisk", "/evidence/0/match/object", R"(["*"])", "iri"},
        {"no array", "/evidence/0/match/object", R"("http://x.example/")", "type"},
        {"unknown matcher", "/evidence/0/match/platform", R"(["x"])", "unknown_member"},
        {"empty", "/evidence/0/match", R"({"success": true, "verb": []})", "empty_match"},
        {"success", "/evidence/0/match/success", "true", nullptr},
        {"success is text", "/evidence/0/match/success", R"("true")", "type"},
        {"scaledMin", "/evidence/0/match/scaledMin", R"("0.8125")", nullptr},
        {"scaledMin, five decimals", "/evidence/0/match/scaledMin", R"("0.81250")", "scaled_min"},
        {"scaledMin 1", "/evidence/0/match/scaledMin", R"("1.0")", nullptr},
        {"scaledMin above", "/evidence/0/match/scaledMin", R"("1.0001")", "scaled_min"},
        {"scaledMin below", "/evidence/0/match/scaledMin", R"("-0.1")", "scaled_min"},
        {"scaledMin, exponent", "/evidence/0/match/scaledMin", R"("8e-1")", "scaled_min"},
        {"scaledMin, number", "/evidence/0/match/scaledMin", "0.8", "type", nullptr, 2},
        {"revokes what is not there", "/evidence/2/revokes", R"(["e9"])", "reference"},
        {"revokes nothing", "/evidence/2/revokes", "-", "unsupported_node", "/evidence/2/polarity"},
        {"revokes a revocation", "/evidence/2/revokes", R"(["e3"])", "polarity"},
        {"revocation with validity", "/evidence/2/validity", R"("P1Y")", "polarity",
         "/evidence/2/polarity"},
        {"positive revocation", "/evidence/0/revokes", R"(["e2"])", "polarity"},
    };
    check_rows(rows);
}

BOOST_AUTO_TEST_CASE(rules)
{
    const Row rows[] = {
        {"unknown competency", "/rules/0/for", R"("C9")", "reference"},
        {"level", "/rules/3/level", "4", "level"},
        {"highest level", "/rules/3/level", "3", nullptr},
        {"the same rule twice", "/rules/1/level", "1", "unique", nullptr, 2},
        {"no rule", "/rules/0/rule", "-", "required"},
        {"unknown node", "/rules/0/rule", R"({"most": []})", "unsupported_node"},
        {"an empty node", "/rules/0/rule", "{}", "unsupported_node"},
        {"no node", "/rules/0/rule", "1", "unsupported_node"},
        {"two nodes in one", "/rules/0/rule", R"({"ev": "e1", "all": [{"ev": "e1"}]})",
         "unsupported_node", "/rules/0/rule/all"},
        {"unknown member", "/rules/0/rule/step", "[]", "unsupported_node"},
        {"unknown evidence", "/rules/0/rule/ev", R"("e9")", "reference"},
        {"a revocation as a leaf", "/rules/0/rule/ev", R"("e3")", "polarity"},
        {"all of nothing", "/rules/0/rule", R"({"all": []})", "type", "/rules/0/rule/all"},
        {"any of one", "/rules/0/rule", R"({"any": [{"ev": "e1"}]})", nullptr},
        {"any of a text", "/rules/0/rule", R"({"any": "e1"})", "type", "/rules/0/rule/any"},
        {"held", "/rules/3/rule", R"({"held": "C1", "level": 3})", nullptr},
        {"held, no such level", "/rules/3/rule", R"({"held": "C1", "level": 4})", "level",
         "/rules/3/rule/level"},
        {"held, no level", "/rules/3/rule", R"({"held": "C1"})", "required", "/rules/3/rule/level"},
        {"held, unknown", "/rules/3/rule", R"({"held": "C9", "level": 1})", "reference",
         "/rules/3/rule/held"},
        {"below", "/rules/1/rule", R"({"below": 2})", "level", "/rules/1/rule/below"},
        {"atLeast 2 of 2", "/rules/3/rule", R"({"atLeast": [2, [{"ev": "e1"}, {"ev": "e2"}]]})",
         nullptr},
        {"atLeast 2 of 1", "/rules/3/rule", R"({"atLeast": [2, [{"ev": "e1"}]]})", "never_true",
         "/rules/3/rule/atLeast"},
        {"atLeast 0", "/rules/3/rule", R"({"atLeast": [0, [{"ev": "e1"}]]})", "type",
         "/rules/3/rule/atLeast"},
        {"weighted, no more than all", "/rules/3/rule/min", "4", "never_true"},
        {"weighted, no min", "/rules/3/rule/min", "-", "required"},
        {"weight", "/rules/3/rule/weighted", R"([[{"ev": "e1"}, 3]])", nullptr},
        {"weight 0", "/rules/3/rule/weighted", R"([[{"ev": "e1"}, 3], [{"ev": "e2"}, 0]])", "range",
         "/rules/3/rule/weighted/1/1"},
        {"a fading weight", "/rules/3/rule/weighted",
         R"([[{"ev": "e1"}, 3], [{"ev": "e2"}, {"step": [["P1Y", 1]]}]])", "unsupported_node",
         "/rules/3/rule/weighted/1/1"},
        {"another area", "/competencies/0/area", R"("A")", nullptr},
        {"an area of another visibility", "/competencies/0/area", R"("B")", "visibility",
         "/rules/2/rule/atLeast/1/1/held"},
    };
    check_rows(rows);
}

BOOST_AUTO_TEST_CASE(profiles_trust_objectives)
{
    const Row rows[] = {
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
        {"may reference", "/trust/0/mayReference", "true", "unsupported_node"},
        {"may assert", "/trust/0/mayAssert", R"({"areas": ["A"]})", "unsupported_node"},
        {"objective", "/objectives/0/objective", R"("o")", "iri"},
        {"objective's competency", "/objectives/0/competency", R"("C9")", "reference"},
        {"objective's level", "/objectives/0/level", "4", "level"},
        {"objective's verb", "/objectives/0/on", R"("passed")", nullptr},
        {"objective's foreign verb", "/objectives/0/on", R"("failed")", "unsupported_node"},
    };
    check_rows(rows);
}

BOOST_AUTO_TEST_CASE(cycles_are_named)
{
    const auto check = [](std::string_view scale, int level) {
        ModelMaker maker;
        maker.competency("C1", scale).competency("C2", scale).evidence("e1");
        maker.rule("C1", 2, R"({"held": "C2", "level": 2})");
        maker.rule("C2", level, R"({"held": "C1", "level": 2})");
        return check_model(maker.text()).errors;
    };
    // What a level needs depends on the ladder: with "implies" a higher level may give it.
    BOOST_TEST(check("I", 1).size() == 0u);
    BOOST_TEST(check("T", 3).size() == 0u);
    for (const auto& errors : {check("I", 3), check("I", 2), check("T", 1), check("T", 2)}) {
        BOOST_TEST_REQUIRE(errors.size() == 1u);
        BOOST_TEST(errors[0].rule == "cycle");
    }
    BOOST_TEST(check("I", 2)[0].expected == "not lead back to itself: C1/2 needs C2/2 needs C1/2");

    // "below" looks at a rule, "held" at the ladder, which the rule itself is a part of.
    ModelMaker maker;
    maker.competency("C1").evidence("e1").rule("C1", 1, R"({"ev": "e1"})");
    maker.rule("C1", 2, R"({"below": 1})");
    BOOST_TEST(check_model(maker.text()).errors.size() == 0u);
    maker.rule("C1", 3, R"({"held": "C1", "level": 1})");
    BOOST_TEST(check_model(maker.text()).errors.size() == 1u);
}

BOOST_AUTO_TEST_CASE(warnings)
{
    const auto rules_of = [](const ModelMaker& maker) {
        const auto findings = check_model(maker.text());
        BOOST_TEST(findings.errors.size() == 0u);
        std::vector<std::string> out;
        for (const auto& warning : findings.warnings)
            out.push_back(warning.rule + " " + warning.where);
        return out;
    };
    using Texts = std::vector<std::string>;
    auto maker = full_model();
    maker.document["profiles"].as_array()[0].as_object()["target"].as_object()["C3"] = 2;
    BOOST_TEST(rules_of(maker) == Texts{"unreachable_target /profiles/0/target/C3"},
               boost::test_tools::per_element());
    maker = full_model();
    maker.evidence("e4", R"({"warn": "P1D"})");
    BOOST_TEST(rules_of(maker) ==
                   (Texts{"unused_evidence /evidence/3", "warn_without_validity /evidence/3/warn"}),
               boost::test_tools::per_element());
    // A strict ladder with a missing rung leads nowhere; what builds on it neither.
    maker = full_model();
    maker.rule("C2", 3, R"({"ev": "e1"})").rule("C3", 2, R"({"held": "C2", "level": 3})");
    BOOST_TEST(rules_of(maker) == Texts{"unreachable_level /rules"},
               boost::test_tools::per_element());
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

    BOOST_TEST(model->verbs() == std::vector<std::string>{support::kmx::verb("passed")},
               boost::test_tools::per_element());
    BOOST_TEST(model->matches_any_verb());
    BOOST_TEST(!ModelMaker().competency("C1").evidence("e1").model()->matches_any_verb());

    BOOST_TEST(model->trusts(support::kmx::identity("lms"), EvidenceKind::course));
    BOOST_TEST(!model->trusts(support::kmx::identity("lms"), EvidenceKind::attestation));
    BOOST_TEST(!model->trusts(support::kmx::identity("other"), EvidenceKind::course));
    BOOST_TEST(!model->trusts("", EvidenceKind::course));
    BOOST_TEST(ModelMaker().model()->trusts("", EvidenceKind::course));
}

BOOST_AUTO_TEST_SUITE_END()

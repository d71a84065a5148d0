#include "competency/model.hpp"
#include "tests/competency/model_rows.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

} // namespace

BOOST_AUTO_TEST_SUITE(competency_read_evidence)

BOOST_AUTO_TEST_CASE(mappings)
{
    const CheckRow rows[] = {
        {"id twice", "/evidence/2/id", R"("e2")", "unique"},
        {"kind", "/evidence/0/kind", R"("waiver")", nullptr},
        {"kind legacy", "/evidence/0/kind", R"("legacy")", nullptr},
        {"kind consolidated", "/evidence/0/kind", R"("consolidated")", nullptr},
        {"an unknown kind", "/evidence/0/kind", R"("rumour")", "unsupported_node"},
        {"label, one language", "/evidence/0/label", R"({"en": "x"})", "translation",
         "/evidence/0/label/de"},
        {"subject", "/evidence/0/subject", R"("contextAgent")", "unsupported_node"},
        {"subject actor", "/evidence/0/subject", R"("actor")", nullptr},
        {"attestor", "/evidence/1/attestor", R"("team")", "unsupported_node", nullptr, 2},
        {"attestor contextAgent", "/evidence/1/attestor", R"("contextAgent")", nullptr},
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
        {"hours", "/evidence/0/hours", R"("0.01")", nullptr},
        {"hours, three decimals", "/evidence/0/hours", R"("0.010")", "hours"},
        {"hours, many decimals", "/evidence/0/hours", R"("0.0100000001")", "hours"},
        {"no hours", "/evidence/0/hours", R"("0.00")", "hours"},
        {"hours below", "/evidence/0/hours", R"("-1")", "hours"},
        {"hours, exponent", "/evidence/0/hours", R"("1e1")", "hours"},
        {"hours, number", "/evidence/0/hours", "1", "type"},
        {"hours at the limit", "/evidence/0/hours", R"("10000.00")", nullptr},
        {"hours above the limit", "/evidence/0/hours", R"("10000.01")", "hours"},
        {"expiry extension", "/evidence/0/expiresFrom", R"("extension")", nullptr},
        {"expiry from elsewhere", "/evidence/0/expiresFrom", R"("result")", "unsupported_node"},
        {"revocation with an expiry", "/evidence/2/expiresFrom", R"("extension")", "polarity",
         "/evidence/2/polarity"},
        {"competency of no self-rating", "/evidence/0/competency", R"("C1")", "unknown_member"},
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

BOOST_AUTO_TEST_CASE(what_evidence_takes)
{
    ModelMaker maker;
    maker.evidence("a").evidence("b", R"({"hours": "12"})").evidence("c", R"({"hours": "0.5"})");
    maker.evidence("d", R"({"hours": "3.07", "label": {"en": "Ü", "de": "\"", "fr": "x"}})");
    const auto model = maker.model();
    const std::vector<std::int64_t> expected{100, 1'200, 50, 307};
    for (std::size_t i = 0; i < expected.size(); ++i)
        BOOST_TEST(model->evidence[i].hours == expected[i]);
    BOOST_TEST(model->evidence[3].label == R"({"en":"Ü","de":"\"","fr":"x"})");
}

// Each row changes a right self-rating.
BOOST_AUTO_TEST_CASE(self_ratings)
{
    const struct {
        const char* name;
        const char* member;
        const char* value;
        const char* rule; // Null: accepted.
        const char* where = nullptr;
    } rows[] = {
        {"right", "level", "3", nullptr},
        {"no such level", "level", "4", "level"},
        {"no level", "level", "-", "required"},
        {"no competency", "competency", "-", "required"},
        {"no such competency", "competency", R"("C9")", "reference"},
        {"about the actor", "subject", R"("actor")", nullptr},
        {"about the object", "subject", R"("object")", "self", "kind"},
        {"attested", "attestor", R"("instructor")", "self", "kind"},
        {"of groups", "group", R"("members")", "self", "kind"},
        {"the latest", "agg", R"("latest")", "self", "kind"},
        {"with an end", "validity", R"("P1Y")", nullptr},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto maker = full_model();
            maker.evidence("s", R"({"kind": "self", "competency": "C1", "level": 2})");
            auto& mapping = maker.document["evidence"].as_array().back().as_object();
            if (std::string_view(row.value) == "-")
                mapping.erase(row.member);
            else
                mapping[row.member] = json::parse(row.value);
            const auto errors = check_model(maker.text()).errors;
            BOOST_TEST(errors.size() == (row.rule ? 1u : 0u));
            if (!row.rule || errors.empty()) continue;
            BOOST_TEST(errors[0].rule == row.rule);
            BOOST_TEST(errors[0].where ==
                       "/evidence/3/" + std::string(row.where ? row.where : row.member));
        }
    }

    auto maker = full_model();
    maker.evidence("s", R"({"kind": "self", "competency": "C1", "level": 2})");
    maker.rule("C3", 2, R"({"ev": "s"})");
    const auto errors = check_model(maker.text()).errors;
    BOOST_TEST_REQUIRE(errors.size() == 1u);
    BOOST_TEST(errors[0].rule == "self");
    BOOST_TEST(errors[0].where == "/rules/4/rule/ev");
}

BOOST_AUTO_TEST_SUITE_END()

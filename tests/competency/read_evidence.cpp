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

BOOST_AUTO_TEST_SUITE_END()

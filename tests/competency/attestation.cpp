// What people say of each other, as statements that the model reads.
#include "competency/attestation.hpp"

#include "competency/evaluate.hpp"
#include "statements/validate.hpp"
#include "tests/competency/assertions.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace {

namespace data = boost::unit_test::data;

using namespace competency;
using namespace support::kmx;

std::shared_ptr<const Model> model_with(std::string_view mapping, std::string_view other = "{}")
{
    ModelMaker maker;
    maker.competency("C").evidence("a", mapping).evidence("b", other);
    return maker.rule("C", 1, R"({"ev": "a"})").model();
}

Attestation by_sue(Attested what)
{
    return {what, agent("ann"), agent("sue"), time("2026-03-01T09:00:00Z"), {}, ""};
}

// As a store would hold it.
std::vector<EvidenceRow> rows_of(const Model& model, json::object statement)
{
    statement["id"] = statement_id(1);
    statement["stored"] = "2026-03-02T00:00:00Z";
    statement["authority"] = agent("hr");
    return extract(model, json::serialize(statement), statement, 1);
}

struct Mapped {
    const char* mapping;
    const char* attestor; // Whom the model takes for the attestor; empty: nobody.
};

std::ostream& operator<<(std::ostream& out, const Mapped& row)
{
    return out << row.mapping;
}

constexpr Mapped mapped[] = {
    {R"({"kind": "attestation", "subject": "object", "attestor": "actor",
         "match": {"verb": ["https://x.example/confirmed"]}})",
     "sue"},
    {R"({"kind": "attestation", "subject": "object", "attestor": "actor",
         "match": {"grouping": ["https://x.example/g"], "category": ["https://x.example/c*"],
                   "parent": ["https://x.example/p"]}})",
     "sue"},
    {R"({"kind": "attestation", "attestor": "instructor", "match": {"verb": ["https://x.example/v"],
         "object": ["https://x.example/o"], "completion": true}})",
     "sue"},
    {R"({"kind": "attestation", "attestor": "contextAgent", "match": {
         "verb": ["https://x.example/v"], "course": ["https://x.example/o*"],
         "type": ["https://x.example/t"], "success": true}})",
     "sue"},
    {R"({"kind": "attestation", "attestor": "contextAgent", "subject": "object",
         "match": {"verb": ["https://x.example/v"], "course": ["https://x.example/o"]}})",
     "sue"},
    {R"({"kind": "waiver", "match": {"object": ["https://x.example/o"],
         "course": ["https://x.example/k"]}})",
     ""},
};

constexpr std::string_view mappings_of_nobody[] = {
    R"({"kind": "course"})",
    R"({"kind": "attestation", "attestor": "authority"})",
    R"({"kind": "attestation", "match": {"verb": ["https://x.example/v"],
        "object": ["https://x.example/o"], "scaledMin": "0.5"}})",
    R"({"kind": "attestation", "match": {"verb": ["https://x.example/v"]}})",
    R"({"kind": "attestation", "subject": "object", "attestor": "actor",
        "match": {"verb": ["https://x.example/v"], "object": ["https://x.example/o"]}})",
};

} // namespace

BOOST_AUTO_TEST_SUITE(competency_attestation)

BOOST_DATA_TEST_CASE(a_mapping_is_met, data::make(mapped), row)
{
    const auto model = model_with(row.mapping);
    const auto statement = attestation_statement(*model, by_sue(std::size_t{0})).value();
    BOOST_TEST(statements::validate(statement, statements::Version::v2_0_0).empty());
    const auto rows = rows_of(*model, statement);
    BOOST_REQUIRE(rows.size() == 1u);
    BOOST_TEST(rows[0].evidence == "a");
    BOOST_TEST(rows[0].identity == identity("ann"));
    BOOST_TEST(rows[0].attestor == (*row.attestor ? identity(row.attestor) : ""));
    BOOST_TEST((rows[0].t == time("2026-03-01T09:00:00Z")));
}

BOOST_DATA_TEST_CASE(a_mapping_that_nobody_can_attest, data::make(mappings_of_nobody), mapping)
{
    const auto model = model_with(mapping);
    const auto refused = attestation_statement(*model, by_sue(std::size_t{0}));
    BOOST_REQUIRE(!refused);
    BOOST_TEST((refused.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(refused.error().where == "evidence");
    BOOST_TEST(refused.error().why.find("\"a\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_people_think_of_themselves)
{
    const auto model = [] {
        ModelMaker maker;
        maker.competency("C").evidence("a");
        maker.evidence("s", R"({"kind": "self", "competency": "C", "level": 2,
            "match": {"verb": ["https://x.example/self"], "object": ["https://x.example/C2"]}})");
        return maker.rule("C", 1, R"({"ev": "a"})").model();
    }();
    auto attestation = by_sue(std::size_t{1});
    attestation.attestor.reset();
    const auto statement = attestation_statement(*model, attestation).value();
    BOOST_TEST(statements::validate(statement, statements::Version::v2_0_0).empty());
    const auto rows = rows_of(*model, statement);
    BOOST_REQUIRE(rows.size() == 1u);
    BOOST_TEST(rows[0].evidence == "s");
    BOOST_TEST(concerned(*model, std::size_t{1}) == std::vector<std::size_t>{0},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_level_is_conferred_and_revoked)
{
    const auto model = model_with("{}");
    auto attestation = by_sue(RuleKey{0, 2});
    attestation.until = time("2027-01-01T00:00:00Z");
    attestation.note = "Grün";
    const auto conferred = attestation_statement(*model, attestation).value();
    BOOST_TEST(statements::validate(conferred, statements::Version::v2_0_0).empty());
    const auto rows = rows_of(*model, conferred);
    BOOST_REQUIRE(rows.size() == 1u);
    const auto said = assertion_of(*model, rows[0].evidence);
    BOOST_REQUIRE(said.has_value());
    BOOST_TEST((*said == Assertion{Assertion::Kind::achieved, 0, 2}));
    BOOST_TEST(rows[0].attestor == identity("sue"));
    BOOST_TEST((rows[0].expires == attestation.until));
    BOOST_TEST(json::serialize(conferred).find("Grün") != std::string::npos);

    attestation.until.reset();
    const auto revoked = revocation_statement(*model, attestation).value();
    BOOST_TEST(statements::validate(revoked, statements::Version::v2_0_0).empty());
    const auto against = assertion_of(*model, rows_of(*model, revoked).at(0).evidence);
    BOOST_TEST((against == Assertion{Assertion::Kind::revoked, 0, 2}));
}

BOOST_AUTO_TEST_CASE(a_mapping_is_revoked_by_another)
{
    const auto model = model_with(
        R"({"kind": "attestation", "subject": "object", "attestor": "actor",
            "match": {"verb": ["https://x.example/confirmed"]}})",
        R"({"kind": "attestation", "subject": "object", "attestor": "actor", "polarity": "-",
            "revokes": ["a"], "match": {"verb": ["https://x.example/withdrawn"]}})");
    const auto statement = revocation_statement(*model, by_sue(std::size_t{0})).value();
    BOOST_TEST(rows_of(*model, statement).at(0).evidence == "b");
    const auto refused = attestation_statement(*model, by_sue(std::size_t{1}));
    BOOST_TEST(!refused.has_value()); // To say the opposite is no attestation.
    const auto lonely = model_with(R"({"kind": "attestation", "attestor": "instructor"})");
    const auto none = revocation_statement(*lonely, by_sue(std::size_t{0}));
    BOOST_REQUIRE(!none);
    BOOST_TEST(none.error().where == "how");
}

BOOST_AUTO_TEST_CASE(somebody_must_say_it)
{
    const auto model = model_with(R"({"kind": "attestation", "attestor": "instructor"})");
    for (const Attested what : {Attested(std::size_t{0}), Attested(RuleKey{0, 1})}) {
        auto attestation = by_sue(what);
        attestation.attestor.reset();
        for (const auto& refused : {attestation_statement(*model, attestation),
                                    revocation_statement(*model, attestation)}) {
            BOOST_REQUIRE(!refused);
            BOOST_TEST(refused.error().where == "attestor");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

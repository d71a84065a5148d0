#include "lrs/signature.hpp"

#include "conformance/statements.hpp"
#include "tests/lrs/certificates.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>
#include <openssl/err.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace json = boost::json;

using certificates::authority;
using certificates::authority_key;
using certificates::certificate;
using certificates::jws;
using certificates::made;
using certificates::Making;
using certificates::pem;
using certificates::pss_key;
using certificates::Says;
using certificates::short_key;
using certificates::signer_key;
using certificates::time;
using lrs::check_signature;
using lrs::TrustStore;
using statements::Version;

const auto now = time("2026-11-25T12:00:00Z");

TrustStore trusting(const std::vector<std::string>& ders)
{
    if (ders.empty()) return TrustStore();
    const support::TemporaryDirectory folder;
    const auto file = folder.path() / "trust.pem";
    std::ofstream out(file, std::ios::binary);
    for (const auto& der : ders)
        out << pem(der);
    out.close();
    return TrustStore::load(file).value();
}

// The outcome, or why it was refused.
std::string outcome(const std::string& text, const TrustStore& trust, base::Timestamp at = now)
{
    const auto checked = check_signature(text, trust, at);
    BOOST_TEST(ERR_peek_error() == 0u); // Nothing is left for the next one on this thread.
    if (checked) return std::string(to_string(*checked));
    BOOST_TEST((checked.error().kind == base::ErrorKind::invalid));
    return checked.error().why;
}

constexpr auto no_fit = "the signature does not fit the first certificate in its header";
constexpr auto no_rsa = "the first certificate of the signature is not one of an RSA key";

Says self_signed()
{
    return {.issuer = "signer", .issuer_key = signer_key()};
}

// authority <- office <- signer, with the authority's key for the office as well.
std::string office(const std::string& constraints = "CA:TRUE")
{
    return certificate({.subject = "office", .key = authority_key(), .constraints = constraints});
}

Says from_office()
{
    return {.issuer = "office"};
}

std::string replaced(std::string text, std::size_t at, char with)
{
    text.at(at) = text.at(at) == with ? 'B' : with;
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_signature)

BOOST_AUTO_TEST_CASE(chains)
{
    const auto own = certificate(self_signed());
    const auto signer = certificate({});
    const auto third = certificate(from_office());
    const auto weak = certificate({.key = short_key()});
    const auto impostor = authority({.issuer_key = short_key()});
    const auto stranger = certificate({.issuer = "stranger"});

    const struct {
        const char* name;
        std::vector<std::string> x5c;
        std::vector<std::string> trusted;
        std::string outcome;
    } rows[] = {
        {"no certificate", {}, {}, "unverified"},
        {"no certificate, some trusted", {}, {authority()}, "unverified"},

        {"self-signed", {own}, {}, "untrusted"},
        {"self-signed, others trusted", {own}, {authority()}, "untrusted"},
        {"self-signed, itself trusted", {own}, {own}, "verified"},

        {"issued", {signer}, {authority()}, "verified"},
        {"issued, nobody trusted", {signer}, {}, "untrusted"},
        {"issued, brings its authority along", {signer, authority()}, {}, "untrusted"},
        {"issued, brings the trusted authority along",
         {signer, authority()},
         {authority()},
         "verified"},
        {"issued, itself trusted", {signer}, {signer}, "verified"},
        {"issued by another name", {stranger}, {authority()}, "untrusted"},
        {"issued by another key of that name", {signer}, {impostor}, "untrusted"},

        {"three", {third, office()}, {authority()}, "verified"},
        {"three, others between them", {third, own, office()}, {authority()}, "verified"},
        {"three, the middle one missing", {third}, {authority()}, "untrusted"},
        {"three, the middle one trusted", {third}, {office()}, "verified"},
        {"three, the middle one is no authority",
         {third, office("CA:FALSE")},
         {authority()},
         "untrusted"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto trust = trusting(row.trusted);
            BOOST_TEST(trust.size() == row.trusted.size());
            BOOST_TEST(outcome(jws({.x5c = row.x5c}), trust) == row.outcome);
        }
    }
    BOOST_TEST(outcome(jws({.x5c = {weak}, .key = short_key()}), trusting({authority()})) ==
               "untrusted");
}

BOOST_AUTO_TEST_CASE(what_certificates_say)
{
    const struct {
        const char* name;
        Says says;
        const char* outcome;
    } rows[] = {
        {"nothing of its use", {}, "verified"},
        {"for signatures", {.key_usage = "digitalSignature"}, "verified"},
        {"for commitments", {.key_usage = "nonRepudiation"}, "verified"},
        {"for signatures and more", {.key_usage = "digitalSignature,keyEncipherment"}, "verified"},
        {"for encryption", {.key_usage = "keyEncipherment,dataEncipherment"}, "untrusted"},
        {"issued with SHA-512", {.digest = "SHA512"}, "verified"},
        {"issued with SHA-1", {.digest = "SHA1"}, "untrusted"},
    };

    const auto trust = trusting({authority()});
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(outcome(jws({.x5c = {certificate(row.says)}}), trust) == row.outcome);
        }
    }
}

BOOST_AUTO_TEST_CASE(validity)
{
    const struct {
        const char* name;
        Says says;
        Says issuer;
        std::string_view at;
        const char* outcome;
    } rows[] = {
        {"first second", {}, {}, "2026-01-01T00:00:00Z", "verified"},
        {"a moment before", {}, {}, "2025-12-31T23:59:59.999999Z", "untrusted"},
        {"last second but one", {}, {}, "2026-12-31T23:59:59.999999Z", "verified"},
        {"a second after", {}, {}, "2027-01-01T00:00:01Z", "untrusted"},
        {"signer's is over",
         {.until = "2026-06-01T00:00:00Z"},
         {},
         "2026-11-25T12:00:00Z",
         "untrusted"},
        {"authority's is over",
         {},
         {.until = "2026-06-01T00:00:00Z"},
         "2026-11-25T12:00:00Z",
         "untrusted"},
        {"authority's was not over",
         {},
         {.until = "2026-06-01T00:00:00Z"},
         "2026-05-31T12:00:00Z",
         "verified"},
        {"before 1970", {}, {}, "1969-12-31T23:59:59.5Z", "untrusted"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto trust = trusting({authority(row.issuer)});
            BOOST_TEST(outcome(jws({.x5c = {certificate(row.says)}}), trust, time(row.at)) ==
                       row.outcome);
        }
    }
}

BOOST_AUTO_TEST_CASE(algorithms)
{
    const auto trust = trusting({authority()});
    const std::vector x5c{certificate({})};
    const std::pair<const char*, const char*> both[] = {
        {"RS256", "SHA256"}, {"RS384", "SHA384"}, {"RS512", "SHA512"}};

    for (const auto& said : both) {
        for (const auto& used : both) {
            BOOST_TEST_CONTEXT(said.first << " with " << used.second)
            {
                const auto text = jws({.x5c = x5c, .algorithm = said.first, .digest = used.second});
                BOOST_TEST(outcome(text, trust) == (&said == &used ? "verified" : no_fit));
            }
        }
    }
    BOOST_TEST(outcome(jws({.x5c = x5c, .padding = RSA_PKCS1_PSS_PADDING}), trust) == no_fit);
}

BOOST_AUTO_TEST_CASE(keys)
{
    const auto curve = made(EVP_EC_gen("P-256"));
    const auto pss = pss_key();
    const auto of = [](EVP_PKEY* key) { return std::vector{certificate({.key = key})}; };

    const struct {
        const char* name;
        Making making;
        const char* why;
    } rows[] = {
        {"another one", {.x5c = of(signer_key()), .key = authority_key()}, no_fit},
        {"the issuer's", {.x5c = {certificate({}), authority()}, .key = authority_key()}, no_fit},
        {"a shorter one", {.x5c = of(signer_key()), .key = short_key()}, no_fit},
        {"a longer one", {.x5c = of(short_key()), .key = signer_key()}, no_fit},
        {"of a curve", {.x5c = of(curve.get()), .key = curve.get()}, no_rsa},
        {"certificate of a curve", {.x5c = of(curve.get())}, no_rsa},
        {"for PSS alone", {.x5c = of(pss.get()), .key = pss.get()}, no_rsa},
    };

    const auto trust = trusting({authority()});
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(outcome(jws(row.making), trust) == row.why);
        }
    }
}

BOOST_AUTO_TEST_CASE(changed_texts)
{
    const auto trust = trusting({authority()});
    const auto text = jws({.x5c = {certificate({})}});
    BOOST_TEST_REQUIRE(outcome(text, trust) == "verified");

    const auto payload = text.find('.') + 1;
    const auto signature = text.rfind('.') + 1;
    const auto with_payload = [&](const std::string& json) {
        return text.substr(0, payload) + base::to_base64url(json) + text.substr(signature - 1);
    };
    BOOST_TEST(outcome(with_payload(R"({"a":1})"), trust) == "verified");
    BOOST_TEST(outcome(with_payload(R"({"a":2})"), trust) == no_fit);
    BOOST_TEST(outcome(with_payload(R"({"a":1} )"), trust) == no_fit);
    for (auto at = signature; at + 1 < text.size(); at += 17)
        BOOST_TEST(outcome(replaced(text, at, 'A'), trust) == no_fit);

    const auto header = base::from_base64url(text.substr(0, payload - 1)).value();
    const auto other = base::to_base64url(header + ' ') + text.substr(payload - 1);
    BOOST_TEST(outcome(other, trust) == no_fit);

    const auto bytes = base::from_base64url(text.substr(signature)).value();
    for (const auto& wrong : {bytes.substr(0, bytes.size() - 1), bytes + '\0', '\0' + bytes})
        BOOST_TEST(outcome(text.substr(0, signature) + base::to_base64url(wrong), trust) == no_fit);
}

BOOST_AUTO_TEST_CASE(what_is_no_certificate)
{
    const auto good = certificate({});

    const struct {
        const char* name;
        std::vector<std::string> x5c;
        std::size_t wrong;
    } rows[] = {
        {"bytes", {"0123"}, 0},
        {"PEM", {pem(good)}, 0},
        {"cut off", {good.substr(0, good.size() - 1)}, 0},
        {"something behind", {good + '\0'}, 0},
        {"two in one", {good + good}, 0},
        {"second one", {good, good + '\0'}, 1},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(outcome(jws({.x5c = row.x5c}), TrustStore()) ==
                       "malformed signature: certificate " + std::to_string(row.wrong) +
                           " of x5c in its header is not a certificate in DER");
        }
    }
}

BOOST_AUTO_TEST_CASE(one_store_for_many_threads)
{
    const auto trust = trusting({authority()});
    const auto text = jws({.x5c = {certificate(from_office()), office()}});
    std::atomic<int> verified = 0;
    {
        std::vector<std::jthread> threads;
        for (int count = 0; count < 4; ++count) {
            threads.emplace_back([&] {
                for (int round = 0; round < 25; ++round) {
                    const auto checked = check_signature(text, trust, now);
                    verified += checked && *checked == lrs::SignatureOutcome::verified;
                }
            });
        }
    }
    BOOST_TEST(verified == 100);
}

// As the public conformance suite signs: without a certificate.
BOOST_AUTO_TEST_CASE(signed_statements)
{
    const auto statement = json::parse(conformance::base("minimal").json);
    const auto text = json::serialize(statement);
    const auto other = conformance::edited(conformance::base("minimal"),
                                           {"/verb/id", R"("http://example.org/verbs/failed")"});
    const std::vector x5c{certificate({})};
    constexpr auto another = "what was signed is another statement";

    const struct {
        const char* name;
        Making making;
        std::string outcome;
    } rows[] = {
        {"RS256", {.payload = text}, "unverified"},
        {"RS384", {.algorithm = "RS384", .digest = "SHA384", .payload = text}, "unverified"},
        {"RS512", {.algorithm = "RS512", .digest = "SHA512", .payload = text}, "unverified"},
        {"HS256",
         {.algorithm = "HS256", .payload = text},
         "malformed signature: its algorithm must be RS256, RS384 or RS512, not HS256"},
        {"broken JSON",
         {.payload = '\'' + text.substr(1)},
         "malformed signature: its payload is wrong at byte 0: not JSON: syntax error"},
        {"no statement", {.payload = "{}"}, "what was signed is no statement"},
        {"another", {.payload = json::serialize(other)}, another},

        {"with its certificate", {.x5c = x5c, .payload = text}, "verified"},
        {"with its certificate, another", {.x5c = x5c, .payload = json::serialize(other)}, another},
        {"another key's certificate",
         {.x5c = x5c, .key = authority_key(), .payload = text},
         no_fit},
    };

    const auto trust = trusting({authority()});
    for (const auto version : {Version::v1_0_3, Version::v2_0_0}) {
        for (const auto& row : rows) {
            BOOST_TEST_CONTEXT(row.name)
            {
                const auto checked =
                    check_signed_statement(statement, version, jws(row.making), trust, now);
                BOOST_TEST((checked ? to_string(*checked) : checked.error().why) == row.outcome);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

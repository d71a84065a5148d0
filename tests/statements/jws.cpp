#include "statements/jws.hpp"

#include "base/base64.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace json = boost::json;

using base::to_base64url;
using statements::JwsAlgorithm;
using statements::parse_jws;

const std::string good_header = R"({"alg":"RS256"})";
const std::string good_payload = R"({"a":1})";

std::string compact(const std::string& header, const std::string& payload = good_payload,
                    const std::string& signature = "signed")
{
    return to_base64url(header) + '.' + to_base64url(payload) + '.' + to_base64url(signature);
}

// What was refused, and why; "" when nothing was.
std::string refusal(std::string_view text)
{
    const auto jws = parse_jws(text);
    if (jws) return "";
    BOOST_TEST((jws.error().kind == base::ErrorKind::invalid));
    return jws.error().why;
}

bool too_large(std::string_view text)
{
    const auto jws = parse_jws(text);
    return !jws && jws.error().kind == base::ErrorKind::too_large;
}

std::string padded(std::string text, std::size_t size)
{
    return text + std::string(size - text.size(), ' ');
}

std::string header_with_certificates(std::size_t count)
{
    const json::array list(count, json::value("MAA="));
    return json::serialize(json::object{{"alg", "RS512"}, {"x5c", list}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(statements_jws)

BOOST_AUTO_TEST_CASE(what_is_read)
{
    const auto text = compact(R"({"typ":"JWT","alg":"RS384","x5c":["MAA=","//79"]})",
                              R"( {"id":"ä"} )", std::string("\0\xff", 2));
    const auto jws = parse_jws(text);
    BOOST_REQUIRE(jws.has_value());
    BOOST_TEST((jws->algorithm == JwsAlgorithm::rs384));
    BOOST_REQUIRE(jws->certificates.size() == 2u);
    BOOST_TEST(jws->certificates[0] == std::string("0\0", 2));
    BOOST_TEST(jws->certificates[1] == "\xff\xfe\xfd");
    BOOST_TEST(jws->payload == (json::value{{"id", "ä"}}));
    BOOST_TEST(jws->signature == std::string("\0\xff", 2));
    BOOST_TEST(jws->signed_text == text.substr(0, text.rfind('.')));
    BOOST_TEST(jws->signed_text.data() == text.data());
}

BOOST_AUTO_TEST_CASE(algorithms)
{
    const struct {
        std::string_view name;
        JwsAlgorithm algorithm;
    } rows[] = {
        {"RS256", JwsAlgorithm::rs256},
        {"RS384", JwsAlgorithm::rs384},
        {"RS512", JwsAlgorithm::rs512},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto jws = parse_jws(compact(json::serialize(json::object{{"alg", row.name}})));
            BOOST_REQUIRE(jws.has_value());
            BOOST_TEST((jws->algorithm == row.algorithm));
            BOOST_TEST(jws->certificates.empty());
        }
    }

    for (const auto* name : {"none", "HS256", "HS512", "PS256", "ES256", "EdDSA", "RS1", "RS224",
                             "rs256", "RS256 ", "RS2567", ""}) {
        BOOST_TEST_CONTEXT(name)
        {
            BOOST_TEST(refusal(compact(json::serialize(json::object{{"alg", name}}))) ==
                       std::string("malformed signature: its algorithm must be RS256, RS384 or "
                                   "RS512, not ") +
                           name);
        }
    }
}

BOOST_AUTO_TEST_CASE(forms)
{
    const auto header = to_base64url(good_header);
    const auto payload = to_base64url(good_payload);
    const auto signature = to_base64url("signed");
    const auto good = header + '.' + payload + '.' + signature;
    BOOST_TEST_REQUIRE(refusal(good) == "");

    constexpr auto parts = "it is not three parts with dots between them";

    const struct {
        const char* name;
        std::string text;
        std::string_view why;
    } rows[] = {
        {"nothing", "", parts},
        {"one part", header, parts},
        {"two parts", header + '.' + payload, parts},
        {"four parts", good + '.' + signature, parts},
        {"encrypted", good + "..", parts},
        {"JSON serialization", R"({"payload":"e30","signatures":[]})", parts},
        {"no header", '.' + payload + '.' + signature, "its header is wrong at byte 0: "},
        {"no payload", header + ".." + signature, "its payload is wrong at byte 0: "},
        {"no signature", header + '.' + payload + '.', "it holds no signature"},
        {"header with padding", header + "=." + payload + '.' + signature,
         "its header is not base64url without padding"},
        {"payload with padding", header + '.' + payload + "=." + signature,
         "its payload is not base64url without padding"},
        {"signature with padding", good + '=', "its signature is not base64url without padding"},
        {"signature in base64", header + '.' + payload + ".+/+/",
         "its signature is not base64url without padding"},
        {"signature with a stray bit", header + '.' + payload + ".QQB",
         "its signature is not base64url without padding"},
        {"line feed behind", good + '\n', "its signature is not base64url without padding"},
        {"line feed in front", '\n' + good, "its header is not base64url without padding"},
        {"line feed within", header + ".\r\n" + payload + '.' + signature,
         "its payload is not base64url without padding"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(
                refusal(row.text).starts_with("malformed signature: " + std::string(row.why)));
        }
    }
}

BOOST_AUTO_TEST_CASE(headers)
{
    constexpr auto list = "x5c in its header is no list of certificates";

    const struct {
        const char* name;
        std::string header;
        std::string_view why; // Empty: accepted.
    } rows[] = {
        {"smallest", good_header, ""},
        {"others that only inform", R"({"alg":"RS256","typ":"JOSE","kid":"1","cty":"json"})", ""},
        {"key elsewhere", R"({"alg":"RS256","jku":"https://example.org/keys"})", ""},
        {"no JSON", "alg=RS256", "its header is wrong at byte 0: not JSON: "},
        {"invalid UTF-8", "{\"alg\":\"RS256\",\"kid\":\"\xff\"}", "its header is wrong at byte "},
        {"cut off", R"({"alg":"RS256")", "its header is wrong at byte "},
        {"no object", R"(["RS256"])", "its header is no JSON object"},
        {"two algorithms", R"({"alg":"RS256","alg":"RS256"})", "its header is wrong at /alg: "},
        {"no algorithm", "{}", "its header names no algorithm (alg)"},
        {"algorithm in capitals", R"({"ALG":"RS256"})", "its header names no algorithm (alg)"},
        {"algorithm is a number", R"({"alg":256})", "its header names no algorithm (alg)"},

        {"crit, unknown", R"({"alg":"RS256","crit":["exp"],"exp":1})", "its header asks for"},
        {"crit, unencoded payload", R"({"alg":"RS256","b64":false,"crit":["b64"]})",
         "its header asks for extensions (crit)"},
        {"crit, empty", R"({"alg":"RS256","crit":[]})", "its header asks for extensions (crit)"},
        {"crit, null", R"({"alg":"RS256","crit":null})", "its header asks for extensions (crit)"},
        {"crit in capitals means nothing", R"({"alg":"RS256","CRIT":["exp"]})", ""},

        {"one certificate", R"({"alg":"RS256","x5c":["MAA="]})", ""},
        {"no certificate", R"({"alg":"RS256","x5c":[]})", list},
        {"certificate alone", R"({"alg":"RS256","x5c":"MAA="})", list},
        {"certificates null", R"({"alg":"RS256","x5c":null})", list},
        {"certificate is a number", R"({"alg":"RS256","x5c":[1]})",
         "certificate 0 of x5c in its header is not base64"},
        {"certificate is empty", R"({"alg":"RS256","x5c":["MAA=",""]})",
         "certificate 1 of x5c in its header is not base64"},
        {"certificate without padding", R"({"alg":"RS256","x5c":["MAA"]})",
         "certificate 0 of x5c in its header is not base64"},
        {"certificate in base64url", R"({"alg":"RS256","x5c":["__79"]})",
         "certificate 0 of x5c in its header is not base64"},
        {"certificate in PEM", R"({"alg":"RS256","x5c":["MAA=\n"]})",
         "certificate 0 of x5c in its header is not base64"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto why = refusal(compact(row.header));
            if (row.why.empty())
                BOOST_TEST(why == "");
            else
                BOOST_TEST(why.starts_with("malformed signature: " + std::string(row.why)));
        }
    }
}

BOOST_AUTO_TEST_CASE(payloads)
{
    const struct {
        const char* name;
        std::string payload;
        std::string_view why; // Empty: accepted.
    } rows[] = {
        {"object", "{}", ""},
        {"white space around", " {}\r\n", ""},
        {"list", "[{}]", "its payload is no JSON object"},
        {"string", R"("{}")", "its payload is no JSON object"},
        {"single quotes", "{'a':1}", "its payload is wrong at byte 1: not JSON: "},
        {"two values", "{}{}", "its payload is wrong at byte 2: not JSON: "},
        {"key twice", R"({"a":{"b":1,"b":2}})",
         "its payload is wrong at /a/b: a key comes twice in one object"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto why = refusal(compact(good_header, row.payload));
            if (row.why.empty())
                BOOST_TEST(why == "");
            else
                BOOST_TEST(why.starts_with("malformed signature: " + std::string(row.why)));
        }
    }
}

BOOST_AUTO_TEST_CASE(sizes)
{
    // Bytes left over behind the last three count, too: all three remainders.
    for (const std::size_t less : {0u, 1u, 2u, 3u}) {
        const auto header = limits::jws_header_bytes - less;
        BOOST_TEST(refusal(compact(padded(good_header, header))) == "");
    }
    for (const std::size_t more : {1u, 2u, 3u, 4u}) {
        const auto header = limits::jws_header_bytes + more;
        BOOST_TEST(too_large(compact(padded(good_header, header))));
    }

    const auto payload = limits::statement_bytes;
    BOOST_TEST(refusal(compact(good_header, padded("{}", payload))) == "");
    BOOST_TEST(too_large(compact(good_header, padded("{}", payload + 1))));

    const auto signature = limits::jws_signature_bytes;
    BOOST_TEST(refusal(compact(good_header, "{}", std::string(signature, 'x'))) == "");
    BOOST_TEST(too_large(compact(good_header, "{}", std::string(signature + 1, 'x'))));

    BOOST_TEST(refusal(compact(header_with_certificates(limits::jws_certificates))) == "");
    BOOST_TEST(too_large(compact(header_with_certificates(limits::jws_certificates + 1))));
}

BOOST_AUTO_TEST_CASE(a_long_name_of_an_algorithm_is_cut)
{
    const std::string name(limits::found_bytes + 1, 'R');
    const auto why = refusal(compact(json::serialize(json::object{{"alg", name}})));
    BOOST_TEST(why.ends_with(", not " + base::excerpt(name, limits::found_bytes)));
    BOOST_TEST(why.find(name) == why.npos);
}

BOOST_AUTO_TEST_SUITE_END()

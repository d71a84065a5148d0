#include "lrs/attachment_parts.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

using base::ErrorKind;
using lrs::Part;
using statements::DeclaredAttachment;

// Of "abc": FIPS 180-4, the examples that NIST publishes with it.
const std::string sha224 = "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7";
const std::string sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const std::string sha384 = "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                           "8086072ba1e7cc2358baeca134c825a7";
const std::string sha512 = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                           "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
const std::string sha256_of_nothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const Part first{"application/json", "", "", "", "{}"};
const Part abc{"text/plain", "binary", sha256, "", "abc"};

std::string upper(std::string text)
{
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

// Empty: nothing is wrong.
std::string fault(const std::vector<Part>& parts)
{
    const auto checked = lrs::check_parts(parts);
    if (checked) return "";
    BOOST_TEST((checked.error().kind == ErrorKind::invalid));
    return checked.error().where + ": " + checked.error().why;
}

// "pointer rule found expected", a line each.
std::string complaints(const std::vector<DeclaredAttachment>& declared,
                       const std::vector<Part>& parts)
{
    std::string out;
    for (const auto& each : lrs::match_attachments(declared, parts))
        out += each.where + ' ' + each.rule + ' ' + each.found + ' ' + each.expected + '\n';
    return out;
}

DeclaredAttachment described(const std::string& sha2)
{
    DeclaredAttachment out;
    out.pointer = "/attachments/0";
    out.sha2 = sha2;
    out.length = 3;
    out.content_type = "text/plain";
    return out;
}

template <class Change>
DeclaredAttachment described(const std::string& sha2, Change change)
{
    auto out = described(sha2);
    change(out);
    return out;
}

template <class Change>
Part changed(Part part, Change change)
{
    change(part);
    return part;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_attachment_parts)

BOOST_AUTO_TEST_CASE(first_part)
{
    constexpr std::string_view type = "part 1: the first part holds the statements";
    constexpr std::string_view encoding = "part 1: its Content-Transfer-Encoding must be binary";

    const struct {
        const char* name;
        Part part;
        std::string_view begins;
    } rows[] = {
        {"type alone", first, ""},
        {"a character set", {"application/json; charset=utf-8", "", "", "", "{}"}, ""},
        {"case of letters", {"Application/JSON", "", "", "", "{}"}, ""},
        {"binary", {"application/json", "binary", "", "", "{}"}, ""},
        {"8bit", {"application/json", "8BIT", "", "", "{}"}, ""},
        {"7bit", {"application/json", "7bit", "", "", "{}"}, ""},
        {"a hash that is not read", {"application/json", "", "00", "", "{}"}, ""},
        {"a length that is not read", {"application/json", "", "", "9", "{}"}, ""},
        {"no type", {"", "", "", "", "{}"}, type},
        {"text", {"text/plain", "", "", "", "{}"}, type},
        {"a longer type", {"application/json-seq", "", "", "", "{}"}, type},
        {"a shorter type", {"application", "", "", "", "{}"}, type},
        {"base64", {"application/json", "base64", "", "", "e30="}, encoding},
        {"quoted-printable", {"application/json", "quoted-printable", "", "", "{}"}, encoding},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(fault({row.part}).substr(0, 40) == row.begins.substr(0, 40));
            BOOST_TEST(fault({row.part, abc}).substr(0, 40) == row.begins.substr(0, 40));
        }
    }
}

BOOST_AUTO_TEST_CASE(further_parts)
{
    constexpr std::string_view encoding = "every part behind the statements needs Content-Tra";
    constexpr std::string_view no_hash = "every part behind the statements needs X-Experienc";
    constexpr std::string_view no_sha2 = "its X-Experience-API-Hash is no SHA-2";
    constexpr std::string_view other = "its bytes do not have the SHA-2";
    constexpr std::string_view length = "its Content-Length is not";
    auto last_digit = sha512;
    last_digit.back() = '0';
    auto no_digit = sha256;
    no_digit.back() = 'g';

    const struct {
        const char* name;
        Part part;
        std::string_view begins;
    } rows[] = {
        {"SHA-224", {"text/plain", "binary", sha224, "", "abc"}, ""},
        {"SHA-256", {"text/plain", "binary", sha256, "", "abc"}, ""},
        {"SHA-384", {"text/plain", "binary", sha384, "", "abc"}, ""},
        {"SHA-512", {"text/plain", "binary", sha512, "", "abc"}, ""},
        {"case of letters", {"text/plain", "Binary", upper(sha512), "", "abc"}, ""},
        {"no type", {"", "binary", sha256, "", "abc"}, ""},
        {"no bytes", {"text/plain", "binary", sha256_of_nothing, "0", ""}, ""},
        {"the standard's example",
         {"text/plain", "binary",
          "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a", "27",
          "here is a simple attachment"},
         ""},
        {"length", {"text/plain", "binary", sha256, "3", "abc"}, ""},
        {"no encoding", {"text/plain", "", sha256, "", "abc"}, encoding},
        {"base64", {"text/plain", "base64", sha256, "", "abc"}, encoding},
        {"8bit", {"text/plain", "8bit", sha256, "", "abc"}, encoding},
        {"a second coding", {"text/plain", "binary, binary", sha256, "", "abc"}, encoding},
        {"no hash", {"text/plain", "binary", "", "", "abc"}, no_hash},
        {"statements again", first, encoding},
        {"SHA-1",
         {"text/plain", "binary", "a9993e364706816aba3e25717850c26c9cd0d89d", "", "abc"},
         no_sha2},
        {"a digit short", {"text/plain", "binary", sha256.substr(1), "", "abc"}, no_sha2},
        {"a digit more", {"text/plain", "binary", sha256 + "0", "", "abc"}, no_sha2},
        {"no digit", {"text/plain", "binary", no_digit, "", "abc"}, no_sha2},
        {"of other bytes", {"text/plain", "binary", sha256, "", "abd"}, other},
        {"of fewer bytes", {"text/plain", "binary", sha256, "", "abc\r\n"}, other},
        {"of no bytes", {"text/plain", "binary", sha256_of_nothing, "", "abc"}, other},
        {"last digit", {"text/plain", "binary", last_digit, "", "abc"}, other},
        {"another algorithm's digits",
         {"text/plain", "binary", sha512.substr(0, 64), "", "abc"},
         other},
        {"too short a length", {"text/plain", "binary", sha256, "2", "abc"}, length},
        {"too long a length", {"text/plain", "binary", sha256, "30", "abc"}, length},
        {"no length", {"text/plain", "binary", sha256, "three", "abc"}, length},
        {"a length with a sign", {"text/plain", "binary", sha256, "+3", "abc"}, length},
    };

    const auto expected = [](int number, std::string_view begins) {
        return begins.empty() ? "" : "part " + std::to_string(number) + ": " + std::string(begins);
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto second = expected(2, row.begins);
            const auto third = expected(3, row.begins);
            const auto at_second = fault({first, row.part, abc});
            const auto at_third = fault({first, abc, row.part});
            BOOST_TEST((second.empty() ? at_second : at_second.substr(0, second.size())) == second);
            BOOST_TEST((third.empty() ? at_third : at_third.substr(0, third.size())) == third);
        }
    }
}

// xAPI 1.0.3 Communication 1.5.2: one copy is advice, not a rule.
BOOST_AUTO_TEST_CASE(the_same_content_twice)
{
    const auto in_capitals = changed(abc, [](Part& part) { part.sha2 = upper(sha256); });
    BOOST_TEST(fault({first, abc, abc, in_capitals}) == "");
    BOOST_TEST(complaints({described(sha256)}, {first, abc, abc, in_capitals}) == "");
}

BOOST_AUTO_TEST_CASE(matches)
{
    const auto with_url = [](DeclaredAttachment& each) { each.has_file_url = true; };
    const auto of_type = [](const char* type) {
        return described(sha256, [&](DeclaredAttachment& each) { each.content_type = type; });
    };
    const auto of_length = [](std::uint64_t length) {
        return described(sha256, [&](DeclaredAttachment& each) { each.length = length; });
    };
    const auto measured = changed(abc, [](Part& part) { part.length = "3"; });
    const auto untyped = changed(abc, [](Part& part) { part.content_type = ""; });
    const auto image = changed(abc, [](Part& part) { part.content_type = "Image/PNG; a=b"; });
    const Part long_hash{"text/plain", "binary", sha512, "", "abc"};
    const auto missing = [](const std::string& sha2) {
        return "/attachments/0 attachment.content " + sha2 +
               " name a fileUrl, or have as its sha2 the X-Experience-API-Hash of a part\n";
    };
    const auto undeclared = [](int number, const std::string& sha2) {
        return "part " + std::to_string(number) + " part.declared " + sha2 +
               " be the content of an attachment of a statement, by its sha2\n";
    };
    const std::string wrong_type =
        "/attachments/0/contentType attachment.contentType text/html be of the type of its part, ";
    const std::string wrong_length = "/attachments/0/length attachment.length 4 be the length of "
                                     "its part, 3\n";

    const struct {
        const char* name;
        std::vector<DeclaredAttachment> declared;
        std::vector<Part> parts; // Behind the statements.
        std::string complaints;
    } rows[] = {
        {"nothing at all", {}, {}, ""},
        {"one and its part", {described(sha256)}, {abc}, ""},
        {"case of the hash", {described(upper(sha256))}, {abc}, ""},
        {"two of one content", {described(sha256), described(sha256)}, {abc}, ""},
        {"at a URL", {described(sha256, with_url)}, {}, ""},
        {"at a URL, with its part", {described(sha256, with_url)}, {abc}, ""},
        {"in another order", {described(sha512), described(sha256)}, {abc, long_hash}, ""},
        {"no part", {described(sha256)}, {}, missing(sha256)},
        {"one of two at a URL",
         {described(sha256, with_url), described(sha512)},
         {},
         missing(sha512)},
        {"a part for one of two", {described(sha512), described(sha256)}, {abc}, missing(sha512)},
        // The same bytes, but found by the hash that is declared and no other.
        {"another algorithm",
         {described(sha256)},
         {long_hash},
         missing(sha256) + undeclared(2, sha512)},
        {"no attachment", {}, {abc}, undeclared(2, sha256)},
        {"one part too many", {described(sha256)}, {abc, long_hash}, undeclared(3, sha512)},
        {"twice too many", {}, {abc, abc}, undeclared(2, sha256) + undeclared(3, sha256)},

        {"another parameter", {of_type("text/plain; charset=ascii")}, {abc}, ""},
        {"case of the type", {of_type("Text/PLAIN")}, {abc}, ""},
        {"a part without a type", {of_type("text/html")}, {untyped}, ""},
        {"another type", {of_type("text/html")}, {abc}, wrong_type + "text/plain\n"},
        {"another type, in lower case",
         {of_type("text/html")},
         {image},
         wrong_type + "image/png\n"},
        {"one copy's type", {of_type("text/plain")}, {abc, image}, ""},
        {"no copy's type", {of_type("text/html")}, {abc, image}, wrong_type + "image/png\n"},
        {"one copy without a type", {of_type("text/html")}, {untyped, abc}, ""},
        {"at a URL, another type",
         {described(sha256,
                    [&](DeclaredAttachment& each) {
                        with_url(each);
                        each.content_type = "text/html";
                    })},
         {abc},
         wrong_type + "text/plain\n"},

        {"length", {of_length(3)}, {measured}, ""},
        {"another length, the part says none", {of_length(4)}, {abc}, ""},
        {"another length", {of_length(4)}, {measured}, wrong_length},
        {"another length, one copy says so", {of_length(4)}, {measured, abc}, wrong_length},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            auto parts = row.parts;
            parts.insert(parts.begin(), first);
            BOOST_TEST(fault(parts) == "");
            BOOST_TEST(complaints(row.declared, parts) == row.complaints);
        }
    }
}

// Whatever hash the first part's sender gives it.
BOOST_AUTO_TEST_CASE(statements_are_no_content)
{
    const Part hashed{"application/json", "", sha256, "", "abc"};
    const auto found = lrs::match_attachments(std::vector{described(sha256)}, std::vector{hashed});
    BOOST_REQUIRE(found.size() == 1u);
    BOOST_TEST(found[0].rule == "attachment.content");
}

// An author finds the statement by its place in the batch, its id and the pointer into it.
BOOST_AUTO_TEST_CASE(places)
{
    auto one = described(sha256);
    one.statement = 7;
    one.id = "9f1c2a34-5b67-4c89-8d01-23456789abcd";
    one.pointer = "/object/attachments/1";
    const auto found = lrs::match_attachments(std::vector{one}, std::vector{first});
    BOOST_REQUIRE(found.size() == 1u);
    BOOST_TEST(found[0].where == one.pointer);
    BOOST_TEST((found[0].statement == one.statement));
    BOOST_TEST(found[0].id == one.id);

    const auto part = lrs::match_attachments({}, std::vector{first, abc});
    BOOST_REQUIRE(part.size() == 1u);
    BOOST_TEST(!part[0].statement);
    BOOST_TEST(part[0].id == "");
}

BOOST_AUTO_TEST_CASE(names_of_parts)
{
    BOOST_TEST(lrs::name_of_part(1) == "part 1");
    BOOST_TEST(lrs::name_of_part(12) == "part 12");
}

BOOST_AUTO_TEST_SUITE_END()

// In the tables a body is written with '|' for CRLF.
#include "lrs/multipart.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using base::ErrorKind;
using lrs::Attachment;

constexpr const char* type_b = "multipart/mixed; boundary=b";

std::string lines(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += c == '|' ? "\r\n" : std::string(1, c);
    return out;
}

std::string shown(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool ends_line = text.substr(at, 2) == "\r\n";
        out += ends_line ? '|' : text[at];
        at += ends_line;
    }
    return out;
}

// The bodies in brackets; or "part 2: why" of a refusal.
std::string bodies(std::string_view content_type, std::string_view body)
{
    const auto parts = lrs::read_multipart(content_type, body);
    if (!parts) {
        BOOST_TEST((parts.error().kind == ErrorKind::invalid));
        return parts.error().where + ": " + parts.error().why;
    }
    std::string out;
    for (const auto& part : *parts)
        out += '[' + shown(part.body) + ']';
    return out;
}

// The values of one part with these header lines; or what is wrong with them.
std::string values(const std::string& header)
{
    const auto body = lines("--b|") + header + lines("|body|--b--");
    const auto parts = lrs::read_multipart(type_b, body);
    if (!parts) {
        BOOST_TEST((parts.error().kind == ErrorKind::invalid));
        BOOST_TEST(parts.error().where == "part 1");
        return parts.error().why;
    }
    BOOST_REQUIRE(parts->size() == 1u);
    const auto& part = parts->front();
    BOOST_TEST(part.body == "body");
    return part.content_type + ';' + part.encoding + ';' + part.sha2 + ';' + part.length;
}

bool refused_as_too_large(const std::string& body, const std::string& where)
{
    const auto parts = lrs::read_multipart(type_b, body);
    return !parts && parts.error().kind == ErrorKind::too_large && parts.error().where == where;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_multipart)

BOOST_AUTO_TEST_CASE(boundaries)
{
    const auto longest = std::string(70, 'x');
    constexpr std::string_view twice = "Content-Type: the boundary is given twice";
    constexpr std::string_view none = "Content-Type: multipart/mixed needs a boundary";
    constexpr std::string_view broken = "Content-Type: its parameters must read";
    constexpr std::string_view illegal = "Content-Type: a boundary has 1 to 70";
    constexpr std::string_view other = "Content-Type: statements with attachments come as";

    const struct {
        const char* name;
        std::string type;
        std::string boundary;    // In the body.
        std::string_view begins; // What comes of it.
    } rows[] = {
        {"token", "multipart/mixed; boundary=b", "b", "[x]"},
        {"in quotation marks", R"(multipart/mixed; boundary="b")", "b", "[x]"},
        {"case of letters in the names", "Multipart/MIXED; Boundary=b", "b", "[x]"},
        {"case of letters in the boundary", "multipart/mixed; boundary=B", "b", ": no line"},
        {"blanks around the semicolons", "multipart/mixed \t;\t boundary=b ; x=y", "b", "[x]"},
        {"no blanks", "multipart/mixed;boundary=b;x=y", "b", "[x]"},
        {"empty parameters", "multipart/mixed;; ;boundary=b;", "b", "[x]"},
        {"behind other parameters", R"(multipart/mixed; x=y; z="\";\\"; boundary=b)", "b", "[x]"},
        {"in another one's text", R"(multipart/mixed; x=";boundary=b")", "b", none},
        {"as the end of a name", "multipart/mixed; xboundary=b", "b", none},
        {"a quoted pair", R"(multipart/mixed; boundary="\b")", "b", "[x]"},
        {"every other legal character", R"(multipart/mixed; boundary="aZ09'()+_,-./:= ?")",
         "aZ09'()+_,-./:= ?", "[x]"},
        {"legal between quotation marks only", "multipart/mixed; boundary=a=b", "a=b", broken},
        {"the same between them", R"(multipart/mixed; boundary="a=b")", "a=b", "[x]"},
        {"dashes", "multipart/mixed; boundary=----b", "----b", "[x]"},
        {"ends in a blank", R"(multipart/mixed; boundary="b ")", "b ", illegal},
        {"illegal in quotation marks", R"(multipart/mixed; boundary="b*")", "b*", illegal},
        {"illegal in a token", "multipart/mixed; boundary=b*", "b*", illegal},
        {"not ASCII", "multipart/mixed; boundary=\"\xc3\xa4\"", "\xc3\xa4", illegal},
        {"empty", R"(multipart/mixed; boundary="")", "", illegal},
        {"70 characters", "multipart/mixed; boundary=" + longest, longest, "[x]"},
        {"71 characters", "multipart/mixed; boundary=x" + longest, "x" + longest, illegal},
        {"missing", "multipart/mixed", "b", none},
        {"missing behind a semicolon", "multipart/mixed;", "b", none},
        {"no value", "multipart/mixed; boundary=", "b", broken},
        {"no value, another follows", "multipart/mixed; boundary=;boundary=b", "b", broken},
        {"no equals sign", "multipart/mixed; boundary", "b", broken},
        {"no name", "multipart/mixed; =b", "b", broken},
        {"blank around the equals sign", "multipart/mixed; boundary =b", "b", broken},
        {"blank behind the equals sign", "multipart/mixed; boundary= b", "b", broken},
        {"quotation mark left open", R"(multipart/mixed; boundary="b)", "b", broken},
        {"ends in a backslash", R"(multipart/mixed; boundary="b\)", "b", broken},
        {"text behind the value", R"(multipart/mixed; boundary="b"c)", "b", broken},
        {"no semicolon between", "multipart/mixed; boundary=b x=y", "b", broken},
        {"twice", "multipart/mixed; boundary=b; boundary=b", "b", twice},
        {"twice, the first empty", R"(multipart/mixed; boundary=""; boundary=b)", "b", twice},
        {"form data", "multipart/form-data; boundary=b", "b", other},
        {"a longer name", "multipart/mixedx; boundary=b", "b", other},
        {"nothing", "", "b", other},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found =
                bodies(row.type, "--" + row.boundary + "\r\n\r\nx\r\n--" + row.boundary + "--");
            BOOST_TEST(found.substr(0, row.begins.size()) == row.begins);
        }
    }
}

BOOST_AUTO_TEST_CASE(media_types)
{
    BOOST_TEST(lrs::media_of(" Multipart/Mixed\t; boundary=b") == "Multipart/Mixed");
    BOOST_TEST(lrs::media_of("application/json;x=multipart/mixed") == "application/json");
    BOOST_TEST(lrs::media_of("") == "");
    BOOST_TEST(lrs::is_multipart_mixed(" Multipart/Mixed\t; boundary="));
    BOOST_TEST(!lrs::is_multipart_mixed("application/json;x=multipart/mixed"));
    BOOST_TEST(!lrs::is_multipart_mixed("multipart/form-data; boundary=b"));
}

BOOST_AUTO_TEST_CASE(delimiters)
{
    const std::string none = ": no line begins with the boundary";
    const std::string no_part = ": the body has no part";
    const std::string goes_on = ": a line begins with the boundary and goes on";
    const std::string open = ": the body ends before its closing delimiter";
    const std::string twice = ": a delimiter follows upon another";
    const std::string no_end = ": the headers do not end";

    const struct {
        const char* name;
        std::string body;
        std::string begins;
    } rows[] = {
        {"one part", "--b||x|--b--|", "[x]"},
        {"two parts", "--b||x|--b||y|--b--|", "[x][y]"},
        {"no line end behind the last", "--b||x|--b--", "[x]"},
        {"an empty line in front", "|--b||x|--b--", "[x]"},
        {"a preamble", "Not for programs.|--b||x|--b--", "[x]"},
        {"a preamble of headers", "Content-Type: text/plain||x|--b||y|--b--", "[y]"},
        {"an epilogue", "--b||x|--b--|any|--b||y|--b--|", "[x]"},
        {"padding", "--b \t ||x|--b\t||y|--b-- \t|", "[x][y]"},
        {"padding at the very end", "--b||x|--b-- ", "[x]"},
        {"lines of the body", "--b||x||y||--b--", "[x||y|]"},
        {"a body of line ends", "--b||||--b--", "[|]"},
        {"no bytes", "--b|||--b--", "[]"},
        {"neither headers nor a body", "--b||--b--", "[]"},
        {"no body behind headers", "--b|A: b||--b||y|--b--", "[][y]"},
        {"the boundary within a line", "--b||x --b|y--b--|--b--", "[x --b|y--b--]"},
        {"the boundary behind one dash", "--b||x|-b|--b--", "[x|-b]"},
        {"the boundary behind a bare LF", "--b||x\n--b\ny|--b--", "[x\n--b\ny]"},
        {"the boundary behind a bare CR", "--b||x\r--b\ry|--b--", "[x\r--b\ry]"},
        {"CR in front of the delimiter", "--b||x\r|--b--", "[x\r]"},
        {"bytes of all kinds", std::string("--b||\0\xff\x80|--b--", 14),
         "[" + std::string("\0\xff\x80", 3) + "]"},

        {"nothing", "", none},
        {"no delimiter", "x|y", none},
        {"another boundary", "--c||x|--c--", none},
        {"lines end in LF", "\n--b\n\nx\n--b--\n", none},
        {"first delimiter within a line", " --b||x", none},
        {"no part", "--b--|", no_part},
        {"a preamble and no part", "x|--b--|", no_part},
        {"not closed", "--b||x|", "part 1" + open},
        {"second part not closed", "--b||x|--b||y", "part 2" + open},
        {"closing delimiter within a line", "--b||x--b--", "part 1" + open},
        {"ends in a delimiter", "--b||x|--b", "part 1" + goes_on},
        {"ends in half a close", "--b||x|--b-", "part 1" + goes_on},
        {"ends in CR", "--b||x|--b--\r", "part 1" + goes_on},
        {"text behind the first delimiter", "--bc||x|--b--", goes_on},
        {"text behind a delimiter", "--b||x|--bc|y|--b--", "part 1" + goes_on},
        {"padding, then text", "--b||x|--b c||y|--b--", "part 1" + goes_on},
        {"text behind the close", "--b||x|--b--c|", "part 1" + goes_on},
        {"LF behind the close", "--b||x|--b--\n", "part 1" + goes_on},
        {"LF behind a delimiter", "--b||x|--b\n|y|--b--", "part 1" + goes_on},
        {"a longer one in the preamble", "|--bc|--b||x|--b--", goes_on},
        {"two delimiters in a row", "--b|--b||x|--b--", "part 1" + twice},
        {"closed at once", "--b|--b--", "part 1" + twice},
        {"no empty line", "--b|A: b|--b--", "part 1" + no_end},
        {"no empty line, part 2", "--b||x|--b|A: b|c: d|--b--", "part 2" + no_end},
        {"text where headers belong", "--b|x|y||z|--b--", "part 1: a header must read"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found = bodies(type_b, lines(row.body));
            const bool is_read = row.begins.starts_with('[');
            BOOST_TEST((is_read ? found : found.substr(0, row.begins.size())) == row.begins);
        }
    }
}

BOOST_AUTO_TEST_CASE(headers)
{
    constexpr std::string_view form = "a header must read name: value";
    constexpr std::string_view control = "a header holds a control character";
    constexpr std::string_view ascii = "a header holds something else than ASCII";

    const struct {
        const char* name;
        std::string header; // '|' is CRLF.
        std::string_view begins;
    } rows[] = {
        {"none", "", ";;;"},
        {"all",
         "Content-Type: a/b|Content-Transfer-Encoding: c|X-Experience-API-Hash: d|"
         "Content-Length: 4|",
         "a/b;c;d;4"},
        {"in another order and case", "x-experience-api-hash: d|CONTENT-TYPE: A/b|", "A/b;;d;"},
        {"no blank behind the colon", "Content-Type:a/b|", "a/b;;;"},
        {"blanks around the value", "Content-Type: \t a/b \t |", "a/b;;;"},
        {"blanks within the value", "Content-Type: a/b; \tc=d|", "a/b; \tc=d;;;"},
        {"a colon in the value", "Content-Type: a:b|", "a:b;;;"},
        {"others", "Content-Disposition: x|Content-Typed: x|Content: x|X: |", ";;;"},
        {"another one twice", "X-A: x|X-A: y|", ";;;"},
        {"another one, not ASCII", "X-A: \xc3\xa4\xff|", ";;;"},
        {"folded", "Content-Type: a/b;| c=d|", "a/b; c=d;;;"},
        {"folded twice", "Content-Type:|\ta/b;|  c=d|", "a/b;  c=d;;;"},
        {"folded, another one", "X-A: x| Content-Type: a/b|", ";;;"},
        {"a fold of blanks", "Content-Type: a/b| |", "a/b;;;"},

        {"folded from nothing", " Content-Type: a/b|", form},
        {"no colon", "Content-Type|", form},
        {"no name", ": a/b|", form},
        {"blank in front of the colon", "Content-Type : a/b|", form},
        {"blank in the name", "Content Type: a/b|", form},
        {"a name that is not ASCII", "\xc3\xa4: x|", form},
        {"no value", "Content-Type:|", "a header has no value"},
        {"blanks for a value", "X-Experience-API-Hash: \t|", "a header has no value"},
        {"twice", "Content-Type: a/b|content-type: a/b|", "a header is given twice"},
        {"hash twice", "X-Experience-API-Hash: d|X-Experience-API-Hash: e|",
         "a header is given twice"},
        {"not ASCII", "Content-Type: a/\xc3\xa4|", ascii},
        {"LF", "X-A: x\nContent-Type: a/b|", control},
        {"CR", "X-A: x\rContent-Type: a/b|", control},
        {"NUL", std::string("Content-Type: a\0b|", 18), control},
        {"DEL", "Content-Type: a\x7f|", control},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(values(lines(row.header)).substr(0, row.begins.size()) == row.begins);
        }
    }
}

BOOST_AUTO_TEST_CASE(limit_of_parts)
{
    std::string body;
    for (std::size_t number = 0; number < limits::multipart_parts; ++number)
        body += lines("--b||x|");
    const auto parts = lrs::read_multipart(type_b, body + "--b--");
    BOOST_REQUIRE(parts.has_value());
    BOOST_TEST(parts->size() == limits::multipart_parts);
    BOOST_TEST(refused_as_too_large(body + lines("--b||x|--b--"), ""));
}

BOOST_AUTO_TEST_CASE(limit_of_headers)
{
    const auto of = [](std::size_t size) {
        return lines("--b|X: ") + std::string(size - 5, 'x') + lines("||y|--b--");
    };
    BOOST_TEST(bodies(type_b, of(limits::part_header_bytes)) == "[y]");
    BOOST_TEST(refused_as_too_large(of(limits::part_header_bytes + 1), "part 1"));
    BOOST_TEST(
        refused_as_too_large(lines("--b||x|") + of(limits::part_header_bytes + 1), "part 2"));
}

BOOST_AUTO_TEST_CASE(written)
{
    const Attachment attachments[] = {{"01ab", "text/plain", "one"}, {"02", "", ""}};
    BOOST_TEST(shown(lrs::write_multipart("b", "{}", attachments)) ==
               "--b|Content-Type: application/json||{}|"
               "--b|Content-Type: text/plain|Content-Transfer-Encoding: binary|"
               "X-Experience-API-Hash: 01ab||one|"
               "--b|Content-Transfer-Encoding: binary|X-Experience-API-Hash: 02|||--b--|");
    BOOST_TEST(shown(lrs::write_multipart("b", "[]", {})) ==
               "--b|Content-Type: application/json||[]|--b--|");
    BOOST_TEST(lrs::multipart_type("b") == type_b);
}

BOOST_AUTO_TEST_CASE(chosen_boundary)
{
    constexpr std::array<std::uint8_t, 16> random{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef};
    const std::string stem = "0123456789abcdef0000000000000000";

    const struct {
        const char* name;
        std::string json;
        std::string sha2;
        std::string type;
        std::string body;
        std::string boundary;
    } rows[] = {
        {"free", "{}", "", "", "x", stem},
        {"nearly there", stem.substr(1), "", "", stem.substr(0, 31), stem},
        {"in the statements", "--" + stem, "", "", "", stem + "0"},
        {"in a body", "{}", "", "", stem + "0" + stem + "1", stem + "2"},
        {"in a type", "{}", "", stem, "", stem + "0"},
        {"in a hash", "{}", stem, "", "", stem + "0"},
        {"in all of them", stem, stem + "1", stem + "2", stem + "0", stem + "3"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const Attachment attachments[] = {{}, {row.sha2, row.type, row.body}};
            BOOST_TEST(lrs::choose_boundary(random, row.json, attachments) == row.boundary);
        }
    }
    std::string all = stem;
    for (int tried = 0; tried < 999; ++tried)
        all += ' ' + stem + std::to_string(tried);
    BOOST_TEST(lrs::choose_boundary(random, all, {}) == stem + "999");
}

// Contents that are made of what delimits them.
BOOST_AUTO_TEST_CASE(written_then_read)
{
    const auto seed = std::random_device{}();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    const std::string pieces[] = {"\r\n",
                                  "\r",
                                  "\n",
                                  "--",
                                  "00000000000000000000000000000000",
                                  "--00000000000000000000000000000000--",
                                  "x",
                                  std::string(1, '\0')};
    const auto text = [&] {
        std::string out;
        for (auto count = random() % 12; count > 0; --count)
            out += pieces[random() % std::size(pieces)];
        return out;
    };
    for (int round = 0; round < 2'000; ++round) {
        const auto json = text();
        std::vector<std::string> contents(random() % 4);
        std::ranges::generate(contents, text);
        std::vector<Attachment> attachments;
        for (const auto& each : contents)
            attachments.push_back({"0a", random() % 2 == 0 ? "" : "text/plain; a=b", each});

        const auto boundary = lrs::choose_boundary({}, json, attachments);
        const auto body = lrs::write_multipart(boundary, json, attachments);
        const auto parts = lrs::read_multipart(lrs::multipart_type(boundary), body);
        BOOST_REQUIRE(parts.has_value());
        BOOST_REQUIRE(parts->size() == attachments.size() + 1);
        BOOST_REQUIRE(parts->front().body == json);
        BOOST_REQUIRE(parts->front().content_type == "application/json");
        for (std::size_t at = 0; at < attachments.size(); ++at) {
            const auto& part = (*parts)[at + 1];
            BOOST_REQUIRE(part.body == attachments[at].body);
            BOOST_REQUIRE(part.content_type == attachments[at].content_type);
            BOOST_REQUIRE((part.sha2 == "0a" && part.encoding == "binary" && part.length == ""));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

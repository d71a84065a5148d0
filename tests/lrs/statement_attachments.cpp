// Attachments with their contents, in and out of a running server, on every backend.
#include "base/limits.hpp"
#include "lrs/resources/statement_answer.hpp"
#include "tests/lrs/parts.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace data = boost::unit_test::data;

using namespace parts;

const std::string url = R"(,"fileUrl":"https://example.org/file")";

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_statement_attachments, Fixture)

BOOST_DATA_TEST_CASE(accepted_and_refused, data::make(live::backends), backend)
{
    auto& server = open(backend);
    const auto one_with = [](const std::string& list) {
        return with_attachments(without_id(), list);
    };
    auto damaged = multipart(one_with(described("abc")), {"abc"});
    damaged.body.replace(damaged.body.rfind("abc"), 3, "abd");
    auto form = multipart(without_id(), {});
    form.type = "multipart/form-data; boundary=b";

    const struct {
        const char* name;
        live::Asked asked;
        int status;
        std::string rule; // In the answer of a refusal.
    } rows[] = {
        {"in parts", multipart(one_with(described("abc")), {"abc"}), 200, ""},
        {"in parts, none", multipart(without_id(), {}), 200, ""},
        {"in parts of another kind", form, 400, "multipart/mixed"},
        {"JSON, at a URL", {.body = one_with(described("abc", url))}, 200, ""},
        {"JSON, no URL", {.body = one_with(described("abc"))}, 400, "attachment.content"},
        {"no part for it", multipart(one_with(described("abc")), {}), 400, "attachment.content"},
        {"no part for it, at a URL", multipart(one_with(described("abc", url)), {}), 200, ""},
        {"a part for nothing", multipart(without_id(), {"abc"}), 400, "part.declared"},
        {"a part for another",
         multipart(one_with(described("abc") + "," + described("def", url)), {"def"}), 400,
         "attachment.content"},
        {"other bytes", damaged, 400, "SHA-2"},
        {"two of a batch, one part",
         multipart("[" + one_with(described("abc")) + "," + one_with(described("abc")) + "]",
                   {"abc"}),
         200, ""},
        {"one of a batch wrong, nothing is stored",
         multipart("[" + one_with(described("abc")) + "," + one_with(described("def")) + "]",
                   {"abc"}),
         400, "attachment.content"},
        {"wrong in itself as well", multipart(R"({"actor":1})", {"abc"}), 400, "part.declared"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto answer = server.ask(row.asked);
            BOOST_TEST(answer.result_int() == row.status, answer.body());
            BOOST_TEST(answer.body().find(row.rule) != std::string::npos, answer.body());
        }
    }
}

// Every complaint names the statement that it is about.
BOOST_DATA_TEST_CASE(complaints_name_the_statement, data::make(live::backends), backend)
{
    auto& server = open(backend);
    const auto body =
        "[" + without_id() + "," + with_attachments(statement(7), described("x")) + "]";
    const auto answer = boost::json::parse(server.ask({.body = body}).body());
    const auto& complaint = answer.at("complaints").at(0);
    BOOST_TEST(complaint.at("statement").as_int64() == 1);
    BOOST_TEST(complaint.at("id").as_string() == id(7));
    BOOST_TEST(complaint.at("pointer").as_string() == "/attachments/0");
}

BOOST_DATA_TEST_CASE(bytes_come_back, data::make(live::backends), backend)
{
    auto& server = open(backend);
    std::string bytes;
    for (int at = 0; at < 256; ++at)
        bytes += static_cast<char>(at);
    bytes += "\r\n--b--\r\n--";
    auto asked = multipart("", {});
    asked = multipart(with_attachments(statement(1), described(bytes)), {bytes});
    // The bytes hold the test's boundary; another one does not.
    for (auto at = asked.body.find("--b\r\n"); at != asked.body.npos;
         at = asked.body.find("--b\r\n", at + 1))
        asked.body.replace(at, 3, "--another");
    asked.body.replace(asked.body.rfind("--b--"), 5, "--another--");
    asked.type = "multipart/mixed; boundary=another";
    BOOST_REQUIRE_EQUAL(server.ask(asked).result_int(), 200);

    const auto alone = taken(server.get(one(1) + "&attachments=true"));
    BOOST_TEST(boost::json::parse(alone.json).at("id").as_string() == id(1));
    BOOST_REQUIRE(alone.contents.size() == 1u);
    BOOST_TEST((alone.contents[0] == content_part(bytes)));

    const auto page = taken(server.get("/xapi/statements?attachments=true"));
    BOOST_TEST(boost::json::parse(page.json).at("statements").as_array().size() == 1u);
    BOOST_TEST((page.contents == alone.contents));

    for (const auto* without : {"", "&attachments=false"}) {
        const auto answer = server.get(one(1) + without);
        BOOST_TEST(answer["Content-Type"] == "application/json");
        BOOST_TEST(boost::json::parse(answer.body()).at("attachments").as_array().size() == 1u);
    }
}

BOOST_DATA_TEST_CASE(what_an_answer_holds, data::make(live::backends), backend)
{
    auto& server = open(backend);
    const auto both = "[" + with_attachments(statement(1), described("abc")) + "," +
                      with_attachments(statement(2), described("abc") + "," + described("def")) +
                      "," + with_attachments(statement(3), described("abc", url)) + "," +
                      statement(4) + "]";
    BOOST_REQUIRE_EQUAL(server.ask(multipart(both, {"abc", "def"})).result_int(), 200);
    // Whoever names a hash does not get at another statement's content with it.
    server.post(with_attachments(statement(5), described("abc", url)));

    const struct {
        const char* name;
        std::string target;
        std::vector<std::string> contents;
    } rows[] = {
        {"one", one(1), {content_part("abc")}},
        {"two", one(2), {content_part("abc"), content_part("def")}},
        {"at a URL, but it came along", one(3), {content_part("abc")}},
        {"none", one(4), {}},
        {"at a URL alone", one(5), {}},
        {"a page has each once",
         "/xapi/statements?ascending=true",
         {content_part("abc"), content_part("def")}},
        {"in another format", one(1) + "&format=canonical", {content_part("abc")}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto mark = row.target.find('?') == row.target.npos ? "?" : "&";
            const auto answer = taken(server.get(row.target + mark + "attachments=true"));
            BOOST_TEST(answer.contents == row.contents, boost::test_tools::per_element());
        }
    }
}

BOOST_DATA_TEST_CASE(pages_keep_asking_for_them, data::make(live::backends), backend)
{
    auto& server = open(backend);
    for (unsigned number = 1; number <= 3; ++number) {
        const auto bytes = "content " + std::to_string(number);
        const auto body = with_attachments(statement(number), described(bytes));
        BOOST_REQUIRE_EQUAL(server.ask(multipart(body, {bytes})).result_int(), 200);
    }
    std::vector<std::string> found;
    std::string next = "/xapi/statements?attachments=true&limit=1&ascending=true";
    while (!next.empty() && found.size() < 9) {
        const auto page = taken(server.get(next));
        found.insert(found.end(), page.contents.begin(), page.contents.end());
        next = boost::json::parse(page.json).at("more").as_string();
    }
    BOOST_TEST(found == (std::vector{content_part("content 1"), content_part("content 2"),
                                     content_part("content 3")}),
               boost::test_tools::per_element());
}

// One statement's contents always have room; a page ends before those that have not.
BOOST_DATA_TEST_CASE(pages_end_where_contents_are_too_many, data::make({false, true}), ascending)
{
    auto& server = open(live::backends[1]);
    constexpr std::size_t size = 1u << 20;
    constexpr unsigned count = limits::answer_attachment_bytes / size + 3;
    for (unsigned number = 1; number <= count; ++number) {
        const std::string bytes(size, static_cast<char>(number));
        const auto body = with_attachments(statement(number), described(bytes));
        BOOST_REQUIRE_EQUAL(server.ask(multipart(body, {bytes})).result_int(), 200);
    }
    std::vector<std::size_t> pages;
    std::size_t statements = 0;
    std::string next =
        std::string("/xapi/statements?attachments=true") + (ascending ? "&ascending=true" : "");
    while (!next.empty() && pages.size() < 9) {
        const auto page = taken(server.get(next));
        const auto json = boost::json::parse(page.json);
        statements += json.at("statements").as_array().size();
        BOOST_TEST(json.at("statements").as_array().size() == page.contents.size());
        pages.push_back(page.contents.size());
        next = json.at("more").as_string();
    }
    BOOST_TEST(pages == (std::vector<std::size_t>{count - 3, 3}), boost::test_tools::per_element());
    BOOST_TEST(statements == count);
}

// All of a batch together.
BOOST_DATA_TEST_CASE(as_many_as_a_batch_may_have, data::make(live::backends), backend)
{
    auto& server = open(backend);
    std::string batch = "[" + with_attachments(without_id(), described("abc"));
    for (std::size_t at = 1; at < limits::batch_attachments; ++at)
        batch += "," + with_attachments(without_id(), described("abc"));
    BOOST_TEST(server.ask(multipart(batch + "]", {"abc"})).result_int() == 200);
    const auto first = with_attachments(without_id(), described("abc"));
    const auto both = with_attachments(without_id(), described("abc") + "," + described("def"));
    const auto more = batch.replace(1, first.size(), both);
    BOOST_TEST(server.ask(multipart(more + "]", {"abc", "def"})).result_int() == 413);
}

BOOST_DATA_TEST_CASE(put_in_parts, data::make(live::backends), backend)
{
    auto& server = open(backend);
    auto asked = multipart(with_attachments(without_id(), described("abc")), {"abc"});
    asked.method = "PUT";
    asked.target = one(8);
    BOOST_TEST(server.ask(asked).result_int() == 204);
    BOOST_TEST(taken(server.get(one(8) + "&attachments=true")).contents.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

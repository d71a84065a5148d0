#include "courses/package_record.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using base::ErrorKind;
using courses::PackageRecord;

PackageRecord full()
{
    PackageRecord out;
    out.id = base::random_uuid();
    out.course = base::random_uuid();
    out.version = 3;
    out.kind = "cmi5";
    out.title = "Brandschutz \"neu\"";
    out.language = "de";
    out.iri = "https://lrs.example/course/1";
    out.activities_base = "https://lrs.example";
    out.imported = base::Timestamp(std::chrono::microseconds(12'345));
    out.by = "anna";
    out.manifest = "cmi5.xml";
    out.alone = true;
    out.list = base::sha256("list");
    out.files = 7;
    out.bytes = 1ull << 40;
    out.replaces = base::random_uuid();
    out.replaced_by = base::random_uuid();
    out.removed = courses::Removal{out.imported, "outdated", "bert"};
    out.purged = true;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_package_record)

BOOST_AUTO_TEST_CASE(comes_back_as_it_was_kept)
{
    const auto record = full();
    BOOST_TEST((courses::decode_package(record.id, encode(record)).value() == record));
    auto small = full();
    small.by.clear();
    small.alone = small.purged = false;
    small.replaces = small.replaced_by = {};
    small.removed = {};
    BOOST_TEST((courses::decode_package(small.id, encode(small)).value() == small));
    small.removed = courses::Removal{small.imported, "outdated", ""};
    BOOST_TEST((courses::decode_package(small.id, encode(small)).value() == small));
}

BOOST_AUTO_TEST_CASE(damaged)
{
    const auto record = full();
    const auto text = encode(record);

    const struct {
        const char* what;
        const char* instead;
    } rows[] = {
        {"\"course\":\"", "\"course\":\"x"},
        {"\"version\":3", "\"version\":0"},
        {"\"version\":3", "\"version\":-1"},
        {"\"list\":\"", "\"list\":\"00"},
        {"\"title\"", "\"Title\""},
        {"\"reason\"", "\"Reason\""},
        {"\"purged\":true", "\"purged\":1"},
        {"\"replaces\":\"", "\"replaces\":\"x"},
        {"\"imported\":\"", "\"imported\":\"x"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.what)
        {
            auto broken = text;
            broken.replace(broken.find(row.what), std::string(row.what).size(), row.instead);
            const auto decoded = courses::decode_package(record.id, broken);
            BOOST_TEST_REQUIRE(decoded.has_error());
            BOOST_TEST((decoded.error().kind == ErrorKind::corrupt));
        }
    }
    BOOST_TEST(courses::decode_package(record.id, "7").has_error());
    BOOST_TEST(courses::decode_package(record.id, "").has_error());
}

BOOST_AUTO_TEST_CASE(lists_of_files)
{
    const courses::PackagedFiles files{{"z 1.html", base::sha256("z"), 1},
                                       {"a/\xc3\xbc.html", base::sha256(""), 0},
                                       {"big", base::sha256("b"), 1ull << 40}};
    const auto text = encode_list(files);
    const auto again = courses::decode_list(text).value();
    BOOST_TEST(std::ranges::equal(again, files));
    BOOST_TEST(again[0].path == "a/\xc3\xbc.html");
    BOOST_TEST(courses::decode_list("").value().empty());
    for (const auto& broken : {text.substr(1), text.substr(0, text.size() - 1), std::string("\n"),
                               text + "x", text + base::to_hex(base::sha256("x")) + " 1 \n",
                               text + base::to_hex(base::sha256("x")) + " -1 x\n"})
        BOOST_TEST((courses::decode_list(broken).error().kind == ErrorKind::corrupt));
}

BOOST_AUTO_TEST_CASE(warnings)
{
    const base::Complaints few{{"cmi5.xml:3", "cmi5.x", "found \"this\"", "be that"},
                               {"", "package.several", "", "be one"}};
    BOOST_TEST((courses::decode_warnings(courses::encode_warnings(few)).value() == few));
    BOOST_TEST(courses::decode_warnings(courses::encode_warnings({})).value().empty());

    // As many and as long as there may be: they fit into a record.
    const std::string text(10'000, '"');
    const base::Complaints many(limits::complaints, {text, text, text, text});
    const auto kept = courses::encode_warnings(many);
    BOOST_TEST(kept.size() <= limits::record_bytes);
    const auto again = courses::decode_warnings(kept).value();
    BOOST_TEST(again.size() == limits::complaints);
    BOOST_TEST(again[0].where.size() >= limits::package_warning_bytes);
    for (const auto* broken : {"", "[]", "{}", "{\"warnings\":[1]}", "{\"warnings\":[{}]}"})
        BOOST_TEST((courses::decode_warnings(broken).error().kind == ErrorKind::corrupt));
}

BOOST_AUTO_TEST_SUITE_END()

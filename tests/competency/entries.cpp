#include "competency/entries.hpp"

#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using support::kmx::time;

EvidenceRow bare_row()
{
    EvidenceRow row;
    row.identity = "mbox:mailto:ann@city.example";
    row.evidence = "e";
    row.statement.bytes[15] = 1;
    row.t = time("2026-03-01T12:00:00.000001Z");
    row.stored = time("2026-03-02T12:00:00Z");
    row.sequence = 1u << 31;
    return row;
}

EvidenceRow full_row()
{
    auto row = bare_row();
    row.identity = std::string("account:https://x.example\x1f a\0b", 30);
    row.voided_at = time("2026-03-03T12:00:00Z");
    row.authority = "mbox:mailto:lms@city.example";
    row.attestor = std::string(300, 'x');
    row.expires = time("2027-03-03T12:00:00Z");
    row.known_since = time("2026-02-03T12:00:00Z");
    row.score = -250'000;
    row.score_text = "-0.25";
    row.completion = true;
    return row;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_entries)

BOOST_AUTO_TEST_CASE(there_and_back)
{
    auto success = bare_row();
    success.success = true;
    for (const auto& row : {bare_row(), full_row(), success}) {
        const auto read = read_entry(entry_key(row), entry_value(row));
        BOOST_TEST_REQUIRE(read.has_value());
        BOOST_TEST((std::get<EvidenceRow>(*read) == row));
    }
    Void entry{bare_row().statement, {}, time("2026-03-03T12:00:00Z"), 12};
    BOOST_TEST((std::get<Void>(read_entry(entry_key(entry), entry_value(entry)).value()) == entry));
    const auto held = read_entry(held_key("mbox:x"), "[1]").value();
    BOOST_TEST((std::get<HeldEntry>(held) == HeldEntry{"mbox:x", "[1]"}));
}

// What lies on a disk; no release may read it otherwise.
BOOST_AUTO_TEST_CASE(the_bytes)
{
    EvidenceRow row;
    row.identity = "me";
    row.evidence = "e";
    row.statement.bytes[0] = 0xab;
    row.t = Timestamp(std::chrono::microseconds(-1));
    row.stored = Timestamp(std::chrono::microseconds(0x0102));
    row.authority = "a";
    row.success = true;
    row.sequence = 3;
    const std::string key("R\0\0\0\2me\0\0\0\1e\xab\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 28);
    const std::string fields("\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0\1\2"
                             "\0\0\0\0\0\0\0\3\0\0\0\1a\0\0\0\0",
                             33);
    BOOST_TEST(entry_key(row) == key);
    BOOST_TEST(entry_value(row) == "\2\x0c" + fields);
    BOOST_TEST((std::get<EvidenceRow>(read_entry(key, "\1\x0c" + fields).value()) == row));
    BOOST_TEST(read_entry(key, "\3\x0c" + fields).has_error());

    row.expires = Timestamp(std::chrono::microseconds(5));
    row.known_since = Timestamp(std::chrono::microseconds(6));
    const std::string more("\0\0\0\0\0\0\0\5\0\0\0\0\0\0\0\6", 16);
    BOOST_TEST(entry_value(row) == "\2\xcc" + fields + more);
    BOOST_TEST((std::get<EvidenceRow>(read_entry(key, "\2\xcc" + fields + more).value()) == row));
    // The first version has no such fields.
    BOOST_TEST(read_entry(key, "\1\xcc" + fields + more).has_error());
}

BOOST_AUTO_TEST_CASE(damage_is_seen)
{
    const auto key = entry_key(full_row());
    const auto value = entry_value(full_row());
    const auto is_corrupt = [](const std::string& damaged_key, const std::string& damaged) {
        const auto read = read_entry(damaged_key, damaged);
        return read.has_error() && read.error().kind == base::ErrorKind::corrupt;
    };
    for (std::size_t size = 0; size < key.size(); ++size)
        BOOST_TEST(is_corrupt(key.substr(0, size), value));
    for (std::size_t size = 0; size < value.size(); ++size)
        BOOST_TEST(is_corrupt(key, value.substr(0, size)));
    BOOST_TEST(is_corrupt(key + "x", value));
    BOOST_TEST(is_corrupt(key, value + "x"));
    BOOST_TEST(is_corrupt("Q" + key.substr(1), value));
    auto other_version = value;
    other_version[0] = 3;
    BOOST_TEST(is_corrupt(key, other_version));
    auto other_flags = value;
    other_flags[1] = static_cast<char>(other_flags[1] | 8); // A success that is not there.
    BOOST_TEST(is_corrupt(key, other_flags));
    auto early = full_row();
    early.stored = early.t - std::chrono::microseconds(1);
    BOOST_TEST(is_corrupt(entry_key(early), entry_value(early)));

    const Void entry{};
    BOOST_TEST(is_corrupt(entry_key(entry).substr(1), entry_value(entry)));
    BOOST_TEST(is_corrupt(entry_key(entry), entry_value(entry) + "x"));
}

BOOST_AUTO_TEST_SUITE_END()

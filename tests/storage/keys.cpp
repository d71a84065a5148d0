// The bytes of every key and value: golden rows, round trips, and that byte order is the order we
// want. A row that fails here means a new format version.
#include "storage/rocksdb/keys.hpp"

#include "storage/tombstone.hpp"
#include "tests/support/statement_makers.hpp"

#include <boost/test/unit_test.hpp>

using namespace storage::rocks;
using namespace std::string_view_literals;
using statements::TermKind;
using storage::DocumentKind;
using storage::EntryKind;
using storage::Position;
using storage::Sequence;
using storage::Tenant;
using support::id;

namespace {

constexpr Tenant tenant{0x01020304};
constexpr base::Hash128 hash{0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7,
                             0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff};
const storage::Timestamp stored(std::chrono::microseconds(0x0005'0607'0809'0a0b));

std::string hex(std::string_view bytes)
{
    return base::to_hex(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

} // namespace

BOOST_AUTO_TEST_SUITE(storage_keys)

BOOST_AUTO_TEST_CASE(golden_rows)
{
    constexpr Sequence sequence = 0x1112131415161718;
    const IdRow row{sequence, hash, IdRow::present | IdRow::voided};

    const struct {
        const char* name;
        std::string bytes;
        const char* expected;
    } rows[] = {
        {"last", last_key(tenant), "6c61737401020304"},
        {"setting", setting_key("a/b"), "73657474696e672f612f62"},
        {"position", encode(Position{sequence, stored}),
         "1112131415161718000506070809"
         "0a0b"},
        {"row", row_key(tenant, sequence), "010203041112131415161718"},
        {"id", id_key(tenant, id(7)), "01020304abcdef00000040008000000000000007"},
        {"id row", encode(row), "1112131415161718f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff03"},
        {"posting", posting_prefix(tenant, TermKind::activity, hash),
         "0102030403f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"},
        {"roles", encode_roles(statements::role::by_reference | statements::role::actor),
         "80000001"},
        {"reference", reference_prefix(tenant, id(7)), "01020304abcdef00000040008000000000000007"},
        {"time", time_key(tenant, stored),
         "01020304000506070809"
         "0a0b"},
        {"erased", erased_key(tenant, hash), "01020304f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"},
        {"sealed id", std::string(base::as_text(storage::sealed_id(hash, id(7)))),
         "2911bfbc155afb960fdb1194448ea39d"},
        {"document", document_key(tenant, {{DocumentKind::state, "a", "b"}, {}, "c"}, hash),
         "01020304013831723e7bf3cb1f267dbb03f67688e70063"},
        {"document of a registration",
         document_key(tenant, {{DocumentKind::agent_profile, "", "b"}, id(7), "c"}, hash),
         "0102030403061aec73f43b51c3f20ceb11074a4e5c01abcdef0000004000800000000000000763"},
        {"projection", projection_prefix(tenant, "seen"), "010203047365656e00"},
        {"its cursor", projection_cursor_key(tenant, "seen"), "010203047365656e01"},
        {"register", register_prefix(tenant, "seen"), "010203047365656e00"},
        {"place of a file", file_place(tenant, hash), "0102030402f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"},
        {"its piece", file_piece_key(tenant, hash, 258),
         "0102030402f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff00000102"},
        {"row of a file", encode(FileRow{hash, 258}),
         "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff0000000000000102"},
        {"a file being put", storing_key(tenant, hash),
         "73746f72696e6701020304f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"},
        {"record", record_key(tenant, "seen", "a\xff"), "010203047365656e0061ff"},
    };

    for (const auto& golden : rows) {
        BOOST_TEST_CONTEXT(golden.name)
        {
            BOOST_TEST(hex(golden.bytes) == golden.expected);
        }
    }
    BOOST_TEST(format_version == "2");
    BOOST_TEST(int(EntryKind::statement) == 1);
    BOOST_TEST(int(EntryKind::tombstone) == 2);
    BOOST_TEST(int(EntryKind::erasure) == 3);
    BOOST_TEST(int(DocumentKind::state) == 1);
    BOOST_TEST(int(DocumentKind::activity_profile) == 2);
    BOOST_TEST(int(DocumentKind::agent_profile) == 3);
    BOOST_TEST(int(IdRow::referred) == 4);
    BOOST_TEST(int(IdRow::voiding) == 8);
    BOOST_TEST(int(IdRow::defining) == 16);
}

BOOST_AUTO_TEST_CASE(golden_rows_of_activities_and_attachments)
{
    const auto sha2 = base::to_hex(base::sha256("abc"));
    const auto digest = encode_sha2(sha2).value();
    BOOST_TEST(hex(activity_key(tenant, hash)) == "01020304f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    BOOST_TEST(hex(digest) == "20" + sha2);
    BOOST_TEST(hex(content_prefix(tenant, ContentKey::piece, digest)) == "010203040120" + sha2);
    BOOST_TEST(hex(content_prefix(tenant, ContentKey::referrer, digest)) == "010203040220" + sha2);
    BOOST_TEST(hex(content_prefix(tenant, ContentKey::of_statement, Sequence{258})) ==
               "01020304030000000000000102");
    BOOST_TEST(hex(content_prefix(tenant, ContentKey::signature, Sequence{258})) ==
               "01020304040000000000000102");
    BOOST_TEST(int(statements::SignatureOutcome::unverified) == 1);
    BOOST_TEST(int(statements::SignatureOutcome::untrusted) == 2);
    BOOST_TEST(int(statements::SignatureOutcome::verified) == 3);
}

BOOST_AUTO_TEST_CASE(golden_rows_of_files)
{
    BOOST_TEST(hex(file_key(tenant, base::sha256("abc"))) ==
               "0102030401" + base::to_hex(base::sha256("abc")));
    BOOST_TEST(int(FileKey::whole) == 1);
    BOOST_TEST(int(FileKey::place) == 2);
    BOOST_TEST(file_piece_bytes == 1'048'576u);
    const auto storing = storing_key(tenant, hash);
    BOOST_TEST((pieces_stored_there(storing) == file_place(tenant, hash)));
    BOOST_TEST(!pieces_stored_there(storing.substr(1)));
    BOOST_TEST(!pieces_stored_there(storing + 'x'));
}

BOOST_AUTO_TEST_CASE(digests)
{
    for (const std::size_t digits : {56u, 64u, 96u, 128u}) {
        const std::string sha2(digits, 'a');
        BOOST_TEST(decode_sha2(encode_sha2(sha2).value()).value() == sha2);
    }
    for (const std::size_t digits : {0u, 55u, 57u, 62u, 130u})
        BOOST_TEST(!encode_sha2(std::string(digits, 'a')));
    BOOST_TEST(!encode_sha2(std::string(64, 'g')));
    BOOST_TEST(!decode_sha2(""));
    BOOST_TEST(!decode_sha2("\x02x"));
}

BOOST_AUTO_TEST_CASE(byte_order_is_number_order)
{
    const Sequence ascending[] = {0, 1, 255, 256, 1u << 31, 1ull << 32, 1ull << 63, ~0ull};
    for (std::size_t at = 1; at < std::size(ascending); ++at) {
        const auto lower = row_key(tenant, ascending[at - 1]);
        const auto higher = row_key(tenant, ascending[at]);
        BOOST_TEST((lower < higher));
        BOOST_TEST(sequence_of_key(higher) == ascending[at]);
        BOOST_TEST((row_key(Tenant{1}, ascending[at]) < row_key(Tenant{2}, 0)));
    }
    BOOST_TEST((time_key(tenant, stored) < time_key(tenant, stored + std::chrono::seconds(1))));
    // Before 1970 nothing was stored; a question about then must not land behind everything.
    BOOST_TEST(time_key(tenant, storage::Timestamp(std::chrono::seconds(-1))) ==
               time_key(tenant, storage::Timestamp{}));
}

BOOST_AUTO_TEST_CASE(values_read_back)
{
    const Position position{42, stored};
    BOOST_TEST((decode_position(encode(position)) == position));
    const IdRow row{42, hash, IdRow::present | IdRow::referred};
    BOOST_TEST((decode_id_row(encode(row)) == row));
    BOOST_TEST(decode_roles(encode_roles(0x80000102u)) == 0x80000102u);
    const FileRow file{hash, 42};
    BOOST_TEST((decode_file_row(encode(file)) == file));
}

BOOST_AUTO_TEST_CASE(damaged_values_do_not_decode)
{
    const auto position = encode(Position{42, stored});
    for (std::size_t size = 0; size < position.size(); ++size)
        BOOST_TEST(!decode_position(position.substr(0, size)));
    BOOST_TEST(!decode_position(position + '\0'));

    const auto row = encode(IdRow{42, hash, IdRow::present});
    for (std::size_t size = 0; size < row.size(); ++size)
        BOOST_TEST(!decode_id_row(row.substr(0, size)));
    BOOST_TEST(!decode_id_row(row + '\0'));

    const auto file = encode(FileRow{hash, 42});
    BOOST_TEST(!decode_file_row(file.substr(1)));
    BOOST_TEST(!decode_file_row(file + '\0'));
}

BOOST_AUTO_TEST_CASE(the_key_behind_a_prefix)
{
    const struct {
        const char* name;
        std::string_view prefix;
        std::string_view expected;
    } rows[] = {
        {"the next byte", "ab"sv, "ac"sv},
        {"after 0x00", "a\0"sv, "a\1"sv},
        {"after 0xff", "a\xff\xff"sv, "b"sv},
        {"after 0x7f", "a\x7f"sv, "a\x80"sv},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found = behind(std::string(row.prefix));
            BOOST_TEST(found == row.expected);
            BOOST_TEST((found > std::string(row.prefix) + "\xff\xff\xff"));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

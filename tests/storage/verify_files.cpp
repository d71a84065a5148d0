// Damage of files and records.
#include "tests/storage/damaged.hpp"

using namespace damaged;

namespace {

const auto digest = base::sha256(Store::file);

base::Hash128 place(const Hand& hand)
{
    const auto row = hand.get(rocks::files, rocks::file_key(home, digest)).value();
    return rocks::decode_file_row(row).value().place;
}

std::string piece(const Hand& hand, std::uint32_t number)
{
    return rocks::file_piece_key(home, place(hand), number);
}

} // namespace

BOOST_AUTO_TEST_SUITE(verify_files)

BOOST_AUTO_TEST_CASE(files)
{
    const Row rows[] = {
        {"the first piece is lost", "course files", false,
         [](Hand& hand) { hand.remove(rocks::files, piece(hand, 0)); }},
        {"a piece in between is lost", "course files", false,
         [](Hand& hand) { hand.remove(rocks::files, piece(hand, 1)); }},
        {"the last piece is lost", "course files", false,
         [](Hand& hand) { hand.remove(rocks::files, piece(hand, 2)); }},
        {"a byte of a piece", "course files", false,
         [](Hand& hand) {
             hand.change(rocks::files, piece(hand, 1), [](auto& value) { value[500'000] ^= 1; });
         }},
        {"a piece of another", "course files", false,
         [](Hand& hand) {
             hand.put(rocks::files, piece(hand, 1), hand.get(rocks::files, piece(hand, 0)).value());
         }},
        {"bytes in another piece", "course files", false,
         [](Hand& hand) {
             auto moved = hand.get(rocks::files, piece(hand, 1)).value().back();
             hand.change(rocks::files, piece(hand, 1), [](auto& value) { value.pop_back(); });
             hand.change(rocks::files, piece(hand, 2),
                         [&](auto& value) { value.insert(value.begin(), moved); });
         }},
        {"a piece too many", "course files", false,
         [](Hand& hand) { hand.put(rocks::files, piece(hand, 3), "x"); }},
        {"its place does not know of it", "course files", true,
         [](Hand& hand) { hand.remove(rocks::files, rocks::file_place(home, place(hand))); }},
        {"its place names another", "course files", false,
         [](Hand& hand) {
             hand.put(rocks::files, rocks::file_place(home, place(hand)), std::string(32, 'x'));
         }},
        {"its row is lost", "course files", true,
         [](Hand& hand) { hand.remove(rocks::files, rocks::file_key(home, digest)); }},
        {"its row does not decode", "course files", true,
         [](Hand& hand) { hand.put(rocks::files, rocks::file_key(home, digest), "x"); }},
        {"its row names another size", "course files", true,
         [](Hand& hand) {
             hand.change(rocks::files, rocks::file_key(home, digest),
                         [](auto& value) { ++value.back(); });
         }},
        {"a row of nothing", "course files", false,
         [](Hand& hand) {
             hand.put(rocks::files, rocks::file_key(home, base::sha256("x")),
                      rocks::encode(rocks::FileRow{{1}, 1}));
         }},
        {"pieces of nothing", "course files", true,
         [](Hand& hand) { hand.put(rocks::files, rocks::file_piece_key(home, {1}, 0), "x"); }},
        {"another copy", "course files", true,
         [](Hand& hand) {
             hand.put(rocks::files, rocks::file_place(home, {1}),
                      std::string(base::as_text(base::sha256("x"))));
             hand.put(rocks::files, rocks::file_piece_key(home, {1}, 0), "y");
         }},
        {"pieces that are being stored", "", true,
         [](Hand& hand) {
             hand.put(rocks::files, rocks::file_piece_key(home, {1}, 0), "x");
             hand.put(rocks::meta, rocks::storing_key(home, {1}), "");
         }},
        {"a stray key", "course files", true,
         [](Hand& hand) { hand.put(rocks::files, std::string("\0\0\0\1\3x", 6), ""); }},
        {"a shorter key", "course files", true,
         [](Hand& hand) { hand.put(rocks::files, "x", ""); }},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(records)
{
    const auto longest = rocks::record_key(home, "k", std::string(limits::record_key_bytes, 'x'));
    const Row rows[] = {
        {"as long as may be", "", true,
         [&](Hand& hand) {
             hand.put(rocks::records, longest, std::string(limits::record_bytes, 'x'));
         }},
        {"a longer key", "records", false,
         [&](Hand& hand) { hand.put(rocks::records, longest + 'x', ""); }},
        {"a longer value", "records", false,
         [&](Hand& hand) {
             hand.put(rocks::records, longest, std::string(limits::record_bytes + 1, 'x'));
         }},
        {"no kind", "records", false,
         [](Hand& hand) { hand.put(rocks::records, std::string("\0\0\0\1\0k", 6), ""); }},
        {"no key", "records", false,
         [](Hand& hand) { hand.put(rocks::records, rocks::record_key(home, "k", ""), ""); }},
        {"neither", "records", false, [](Hand& hand) { hand.put(rocks::records, "x", ""); }},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_SUITE_END()

// Damage of contents, definitions, ends of logs and postings.
#include "tests/storage/damaged.hpp"

using namespace damaged;
using enum storage::rocks::ContentKey;

BOOST_AUTO_TEST_SUITE(verify_index)

BOOST_AUTO_TEST_CASE(contents)
{
    const Row rows[] = {
        {"a referrer is lost", "attachments", true,
         [](Hand& hand) { hand.remove(rocks::attachments, hand.content(referrer)); }},
        {"a statement's content is lost", "attachments", true,
         [](Hand& hand) { hand.remove(rocks::attachments, hand.content(of_statement)); }},
        {"another size", "attachments", true,
         [](Hand& hand) {
             hand.put(rocks::attachments, hand.content(of_statement), Hand::number(7));
         }},
        {"a size that does not decode", "attachments", true,
         [](Hand& hand) { hand.put(rocks::attachments, hand.content(of_statement), "x"); }},
        {"an outcome is lost", "attachments", true,
         [](Hand& hand) { hand.remove(rocks::attachments, hand.content(signature)); }},
        {"an outcome that there is not", "attachments", true,
         [](Hand& hand) { hand.put(rocks::attachments, hand.content(signature), "\7"); }},
        {"a stray outcome", "attachments", true,
         [](Hand& hand) {
             const auto key = rocks::content_prefix(home, signature, 1) + Hand::digest();
             hand.put(rocks::attachments, key, "\1");
         }},
        {"a referrer that brought nothing", "attachments", true,
         [](Hand& hand) {
             auto key = rocks::content_prefix(home, referrer, Hand::digest());
             hand.put(rocks::attachments, key + Hand::number(1), "");
         }},
        {"a statement that brought nothing", "attachments", true,
         [](Hand& hand) {
             const auto key = rocks::content_prefix(home, of_statement, 1) + Hand::digest();
             hand.put(rocks::attachments, key, Hand::number(Store::content.size()));
         }},
        {"a content of nobody", "attachments", true,
         [](Hand& hand) {
             const auto sum = base::sha256("y");
             const auto digest = static_cast<char>(sum.size()) + std::string(base::as_text(sum));
             auto key = rocks::content_prefix(home, piece, digest);
             rocks::append_number(key, std::uint32_t{0});
             hand.put(rocks::attachments, key, "y");
         }},
        {"a stray key", "attachments", true,
         [](Hand& hand) { hand.put(rocks::attachments, std::string("\0\0\0\1\7x", 6), ""); }},
        {"a byte of a content", "attachments", false,
         [](Hand& hand) {
             hand.change(rocks::attachments, hand.content(piece),
                         [](std::string& value) { value[100] ^= 1; });
         }},
        {"a piece is lost", "attachments", false,
         [](Hand& hand) { hand.remove(rocks::attachments, hand.content(piece)); }},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(definitions)
{
    const auto of = [](const Hand& hand, std::string_view name) {
        return rocks::activity_key(elsewhere, hand.term(TermKind::activity, activity_id(name)));
    };
    const Row rows[] = {
        {"a definition is lost", "activities", true,
         [&](Hand& hand) { hand.remove(rocks::activities, of(hand, "book")); }},
        {"another definition", "activities", true,
         [&](Hand& hand) {
             hand.put(rocks::activities, of(hand, "book"), R"({"name":{"en":"One"}})");
         }},
        {"a definition that is no JSON", "activities", true,
         [&](Hand& hand) { hand.put(rocks::activities, of(hand, "book"), "{"); }},
        {"a definition that nobody gave", "activities", true,
         [&](Hand& hand) {
             hand.put(rocks::activities, of(hand, "play"), R"({"name":{"en":"One"}})");
         }},
        {"a stray key", "activities", true,
         [](Hand& hand) { hand.put(rocks::activities, "x", ""); }},
    };
    for (const auto& row : rows)
        check(row);

    // Where statements have been erased it may stem from them.
    Store store;
    {
        Hand hand(store);
        const auto term = hand.term(TermKind::activity, activity_id("b"));
        hand.put(rocks::activities, rocks::activity_key(home, term), R"({"name":{"en":"One"}})");
    }
    const auto verdict = store.verify();
    BOOST_TEST(verdict.found == 0u, shown(verdict));
    BOOST_TEST(verdict.undecided == 1u);
}

BOOST_AUTO_TEST_CASE(ends_of_logs)
{
    const Row rows[] = {
        {"the end is lost", "meta", true,
         [](Hand& hand) { hand.remove(rocks::meta, rocks::last_key(home)); }},
        {"the end does not decode", "meta", true,
         [](Hand& hand) { hand.put(rocks::meta, rocks::last_key(home), "x"); }},
        {"the end lies too low", "meta", true,
         [](Hand& hand) {
             hand.put(rocks::meta, rocks::last_key(home), rocks::encode({3, Timestamp(1s)}));
         }},
        {"the end lies behind all rows", "rows", false,
         [](Hand& hand) {
             hand.change(rocks::meta, rocks::last_key(home), [](std::string& value) {
                 auto last = rocks::decode_position(value).value();
                 last.sequence += 5;
                 value = rocks::encode(last);
             });
         }},
        {"the mark is lost", "meta", true,
         [](Hand& hand) { hand.remove(rocks::meta, rocks::mark_key(home)); }},
        {"the mark does not decode", "meta", true,
         [](Hand& hand) { hand.put(rocks::meta, rocks::mark_key(home), "x"); }},
        {"the mark lies behind the log", "meta", true,
         [](Hand& hand) { hand.put(rocks::meta, rocks::mark_key(home), Hand::number(1'000)); }},
        {"the mark lies too low", "postings", true,
         [](Hand& hand) { hand.put(rocks::meta, rocks::mark_key(home), Hand::number(3)); }},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_CASE(postings)
{
    const auto read = verb("read");
    const Row rows[] = {
        {"a chunk is lost", "postings", true,
         [](Hand& hand) { hand.remove(rocks::chunks, hand.chunk()); }},
        {"a byte of a chunk", "postings", true,
         [](Hand& hand) {
             hand.change(rocks::chunks, hand.chunk(), [](auto& value) { value.back() ^= 1; });
         }},
        {"a chunk is cut", "postings", true,
         [](Hand& hand) {
             hand.change(rocks::chunks, hand.chunk(), [](auto& value) { value.pop_back(); });
         }},
        {"one sequence less", "postings", true,
         [](Hand& hand) { hand.change_chunk([](auto& all) { all.pop_back(); }); }},
        {"one sequence more", "postings", true,
         [](Hand& hand) {
             const auto more = hand.sequence_of(31);
             hand.change_chunk([&](auto& all) {
                 all.push_back({more, statements::role::verb});
                 std::ranges::sort(all, {}, &rocks::Mention::sequence);
             });
         }},
        {"another role", "postings", true,
         [](Hand& hand) {
             hand.change_chunk([](auto& all) { all.front().roles = statements::role::object; });
         }},
        {"a chunk of nothing", "postings", true,
         [&](Hand& hand) {
             const std::vector<rocks::Mention> one{{1, statements::role::verb}};
             hand.put(rocks::chunks, hand.posting(TermKind::verb, "x", 1),
                      rocks::encode_chunk(one));
         }},
        {"a chunk above the mark", "postings", true,
         [&](Hand& hand) {
             const std::vector<rocks::Mention> one{{900, statements::role::verb}};
             hand.put(rocks::chunks, hand.posting(TermKind::verb, read, 900),
                      rocks::encode_chunk(one));
         }},
        {"a key that is no chunk", "postings", true,
         [](Hand& hand) { hand.put(rocks::chunks, "x", ""); }},
        {"a void is lost", "postings", true,
         [](Hand& hand) {
             hand.remove(rocks::overlay, hand.posting(TermKind::voided, "", hand.sequence_of(2)));
         }},
        {"a stray void", "postings", true,
         [](Hand& hand) {
             hand.put(rocks::overlay, hand.posting(TermKind::voided, "", hand.sequence_of(4)),
                      rocks::encode_roles(statements::role::any));
         }},
        {"a stray posting", "postings", true,
         [&](Hand& hand) {
             hand.put(rocks::overlay, hand.posting(TermKind::verb, read, hand.sequence_of(31)),
                      rocks::encode_roles(statements::role::verb));
         }},
        {"a posting that does not decode", "postings", true,
         [&](Hand& hand) {
             hand.put(rocks::overlay, hand.posting(TermKind::verb, read, hand.sequence_of(31)),
                      "x");
         }},
        {"a guess too many", "", true,
         [&](Hand& hand) {
             hand.put(rocks::overlay, hand.posting(TermKind::verb, read, hand.sequence_of(10)),
                      rocks::encode_roles(statements::role::by_reference));
         }},
    };
    for (const auto& row : rows)
        check(row);
}

BOOST_AUTO_TEST_SUITE_END()

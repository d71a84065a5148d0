// Contents of attachments: they come, are shared and go with their statements.
#include "tests/storage/backends.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace storage_tests;
using statements::SignatureOutcome;
namespace data = boost::unit_test::data;

namespace {

const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

// One statement that brings one content; its sequence.
Sequence put(Opened& store, unsigned number, std::string_view bytes,
             std::optional<SignatureOutcome> signature = {}, Tenant tenant = home)
{
    auto batch = prepare({statement(number)}, store.statements().key());
    attach(batch, 0, bytes, signature);
    return store.statements().put(tenant, std::move(batch)).value().last;
}

std::string content(const Opened& store, Sequence sequence, std::string_view sha2 = abc,
                    Tenant tenant = home)
{
    const auto size = store.attachments().size(tenant, sequence, sha2).value();
    const auto found = store.attachments().find(tenant, sequence, sha2).value();
    BOOST_TEST(size.has_value() == found.has_value());
    if (!found) return "none";
    BOOST_TEST(*size == found->size());
    return *found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(contract_attachments)

BOOST_DATA_TEST_CASE(bytes_come_back, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    constexpr std::size_t piece = 256u << 10;
    unsigned number = 0;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 5}) {
        std::string bytes(size, '\0');
        for (std::size_t at = 0; at < size; ++at)
            bytes[at] = static_cast<char>(at * 7 + size);
        const auto sequence = put(*store, ++number, bytes);
        const auto back = content(*store, sequence, base::to_hex(base::sha256(bytes)));
        BOOST_TEST((back == bytes), size << " bytes");
    }
}

BOOST_DATA_TEST_CASE(whose_it_is, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto with = put(*store, 1, "abc");
    const auto without = store->put({statement(2)}).last;
    BOOST_TEST(content(*store, with) == "abc");
    BOOST_TEST(content(*store, without) == "none");
    BOOST_TEST(content(*store, with, std::string(64, '0')) == "none");
    BOOST_TEST(content(*store, with, "no digest") == "none");
    BOOST_TEST(content(*store, with, abc, elsewhere) == "none");
}

BOOST_DATA_TEST_CASE(two_that_share_it, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto first = put(*store, 1, "abc");
    const auto second = put(*store, 2, "abc");
    store->erase({1});
    BOOST_TEST(content(*store, first) == "none");
    BOOST_TEST(content(*store, second) == "abc");
    store->erase({2});
    BOOST_TEST(content(*store, second) == "none");

    // What has gone can come again.
    BOOST_TEST(content(*store, put(*store, 3, "abc")) == "abc");
}

BOOST_DATA_TEST_CASE(two_that_go_at_once, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto first = put(*store, 1, "abc");
    const auto second = put(*store, 2, "abc");
    const auto third = put(*store, 3, "abc");
    store->erase({1, 2});
    BOOST_TEST(content(*store, first) + content(*store, second) == "nonenone");
    BOOST_TEST(content(*store, third) == "abc");
}

BOOST_DATA_TEST_CASE(two_of_a_batch, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    auto batch = prepare({statement(1), statement(2), statement(3)}, store->statements().key());
    attach(batch, 0, "abc");
    attach(batch, 1, "abc");
    const auto other = attach(batch, 1, "other");
    const auto last = store->statements().put(home, std::move(batch)).value().last;
    BOOST_TEST(content(*store, last - 2) == "abc");
    BOOST_TEST(content(*store, last - 2, other) == "none");
    BOOST_TEST(content(*store, last - 1) == "abc");
    BOOST_TEST(content(*store, last - 1, other) == "other");
    BOOST_TEST(content(*store, last) == "none");
    store->erase({2});
    BOOST_TEST(content(*store, last - 2) == "abc");
}

BOOST_DATA_TEST_CASE(what_is_refused_or_known_leaves_nothing, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto first = store->put({statement(1)}).last;
    put(*store, 1, "abc"); // Known already.
    BOOST_TEST(content(*store, first) == "none");

    auto batch = prepare({statement(2), statement(1, "bob", "read", activity("book"))},
                         store->statements().key());
    attach(batch, 0, "abc", SignatureOutcome::verified);
    const auto refused = store->statements().put(home, std::move(batch));
    BOOST_TEST(!refused.has_value());
    BOOST_TEST(content(*store, first + 1) == "none");
    BOOST_TEST(store->attachments().signatures(home, ~0ull, 9).value().empty());
}

BOOST_DATA_TEST_CASE(signatures, data::make(all_backends()), backend)
{
    const auto store = backend.open();
    const auto first = put(*store, 1, "abc", SignatureOutcome::verified);
    put(*store, 2, "abc");
    const auto third = put(*store, 3, "abc", SignatureOutcome::unverified);
    const auto fourth = put(*store, 4, "abc", SignatureOutcome::untrusted);
    put(*store, 1, "abc", SignatureOutcome::verified, elsewhere);

    const auto listed = [&](Sequence before, std::size_t limit) {
        std::string out;
        for (const auto& each : store->attachments().signatures(home, before, limit).value()) {
            BOOST_TEST(each.sha2 == abc);
            out += std::to_string(each.sequence) + std::string(to_string(each.outcome)) + ' ';
        }
        return out;
    };
    const auto name = [](Sequence sequence, const char* outcome) {
        return std::to_string(sequence) + outcome + ' ';
    };
    const auto all =
        name(fourth, "untrusted") + name(third, "unverified") + name(first, "verified");
    BOOST_TEST(listed(~0ull, 9) == all);
    BOOST_TEST(listed(fourth + 1, 9) == all);
    BOOST_TEST(listed(fourth, 1) == name(third, "unverified"));
    BOOST_TEST(listed(first, 9) == "");

    store->erase({3});
    BOOST_TEST(listed(fourth, 9) == name(first, "verified"));
}

BOOST_DATA_TEST_CASE(two_signatures_of_a_statement_stay_together, data::make(all_backends()),
                     backend)
{
    const auto store = backend.open();
    auto batch = prepare({statement(1)}, store->statements().key());
    attach(batch, 0, "abc", SignatureOutcome::verified);
    attach(batch, 0, "other", SignatureOutcome::verified);
    store->statements().put(home, std::move(batch)).value();
    put(*store, 2, "abc", SignatureOutcome::verified);
    BOOST_TEST(store->attachments().signatures(home, ~0ull, 1).value().size() == 1u);
    BOOST_TEST(store->attachments().signatures(home, ~0ull, 2).value().size() == 3u);
}

BOOST_DATA_TEST_CASE(they_last, data::make(lasting_backends()), backend)
{
    const auto store = backend.open();
    const auto large = std::string(600'000, 'x');
    const auto first = put(*store, 1, "abc", SignatureOutcome::verified);
    const auto second = put(*store, 2, large);
    store->reopen();
    BOOST_TEST(content(*store, first) == "abc");
    BOOST_TEST((content(*store, second, base::to_hex(base::sha256(large))) == large));
    BOOST_TEST(store->attachments().signatures(home, ~0ull, 9).value().size() == 1u);
    store->erase({1, 2});
    store->reopen();
    BOOST_TEST(content(*store, first) == "none");
}

BOOST_AUTO_TEST_SUITE_END()

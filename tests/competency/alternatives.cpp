#include "competency/alternatives.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <numeric>
#include <random>
#include <string>

namespace {

using namespace competency;

// "7: 0 3" each: price and evidence.
std::vector<std::string> texts(const Alternatives& all)
{
    std::vector<std::string> out;
    for (const auto& alternative : all) {
        auto text = std::to_string(alternative.price) + ":";
        for (const auto evidence : alternative.evidence)
            text += " " + std::to_string(evidence);
        out.push_back(text);
    }
    return out;
}

using Texts = std::vector<std::string>;

// Parts that are one piece of evidence each.
struct Parts {
    Parts(Combiner& combiner, const std::vector<std::int64_t>& weights)
    {
        for (std::size_t i = 0; i < weights.size(); ++i)
            singles.push_back({combiner.single(i)});
        for (std::size_t i = 0; i < weights.size(); ++i)
            weighed.push_back({&singles[i], weights[i]});
    }

    std::vector<Alternatives> singles;
    std::vector<Weighed> weighed;
};

std::vector<std::int64_t> ones(std::size_t count)
{
    return std::vector<std::int64_t>(count, 1);
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_alternatives)

BOOST_AUTO_TEST_CASE(enough)
{
    const struct {
        const char* name;
        std::vector<std::int64_t> prices;
        std::vector<std::int64_t> weights;
        std::int64_t needed;
        bool shared;
        Texts expected;
    } rows[] = {
        {"nothing is needed", {5}, {1}, 0, true, {"0:"}},
        {"no parts", {}, {}, 1, true, {}},
        {"too light", {5, 5}, {1, 1}, 3, true, {}},
        {"all", {5, 7}, {1, 1}, 2, true, {"12: 0 1"}},
        {"any, the cheapest first", {5, 3, 4}, {1, 1, 1}, 1, true, {"3: 1", "4: 2", "5: 0"}},
        {"any, when nothing else asks", {5, 3, 4}, {1, 1, 1}, 1, false, {"3: 1"}},
        {"equal prices: the first", {5, 5}, {1, 1}, 1, false, {"5: 0"}},
        {"two of three", {5, 3, 4}, {1, 1, 1}, 2, false, {"7: 1 2"}},
        {"two of three, side by side",
         {5, 3, 4},
         {1, 1, 1},
         2,
         true,
         {"7: 1 2", "8: 0 1", "9: 0 2"}},
        {"one heavy or two light", {5, 3, 3}, {2, 1, 1}, 2, false, {"5: 0"}},
        {"two light", {7, 3, 3}, {2, 1, 1}, 2, false, {"6: 1 2"}},
        {"nothing more than enough", {1, 1, 1}, {3, 2, 1}, 3, true, {"1: 0", "2: 1 2"}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Combiner combiner(row.prices);
            const Parts parts(combiner, row.weights);
            const Shared shared(row.prices.size(), row.shared);
            BOOST_TEST(texts(combiner.enough(parts.weighed, row.needed, shared)) == row.expected,
                       boost::test_tools::per_element());
            BOOST_TEST(combiner.exact());
        }
    }
}

// What is shared may make the dearer one the cheaper one later.
BOOST_AUTO_TEST_CASE(combinations)
{
    Combiner combiner({3, 2, 4});
    const Alternatives a{combiner.single(0)};
    const Alternatives either{combiner.single(1), combiner.single(0)};
    const Shared shared{true, false, false};
    const std::vector<Weighed> parts{{&a, 1}, {&either, 1}};
    BOOST_TEST(texts(combiner.enough(parts, 1, shared)) == (Texts{"2: 1", "3: 0"}),
               boost::test_tools::per_element());
    BOOST_TEST(texts(combiner.enough(parts, 2, shared)) == Texts{"3: 0"},
               boost::test_tools::per_element());
    BOOST_TEST(texts(combiner.combine(a, nothing_needed(), shared)) == Texts{"3: 0"},
               boost::test_tools::per_element());
    BOOST_TEST(combiner.combine(a, {}, shared).empty());
}

BOOST_AUTO_TEST_CASE(many_parts)
{
    for (const auto count : {limits::search_parts, limits::search_parts + 1}) {
        std::vector<std::int64_t> prices(count);
        std::iota(prices.rbegin(), prices.rend(), 1);
        Combiner combiner(prices);
        const Parts parts(combiner, ones(count));
        const auto found = combiner.enough(parts.weighed, 2, Shared(count));
        BOOST_TEST(found.size() == 1u);
        BOOST_TEST(found.front().price == 3);
        BOOST_TEST(combiner.exact() == (count == limits::search_parts));
    }
    // By cost for weight: 0 (1 each), then 1 (2 each), which makes 0 needless.
    const auto count = limits::search_parts + 1;
    std::vector<std::int64_t> prices(count, 100);
    std::vector<std::int64_t> weights(count, 1);
    prices[0] = 1;
    prices[1] = 10;
    weights[1] = 5;
    Combiner combiner(prices);
    const Parts parts(combiner, weights);
    BOOST_TEST(texts(combiner.enough(parts.weighed, 5, Shared(count))) == Texts{"10: 1"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(many_alternatives)
{
    for (const auto count : {limits::search_sets, limits::search_sets + 1}) {
        Combiner combiner(std::vector<std::int64_t>(count, 7));
        const Parts parts(combiner, ones(count));
        const auto found = combiner.enough(parts.weighed, 1, Shared(count, true));
        BOOST_TEST(found.size() == limits::search_sets);
        BOOST_TEST(combiner.exact() == (count == limits::search_sets));
    }
}

BOOST_AUTO_TEST_CASE(large_alternatives)
{
    for (const auto count : {limits::search_set_size, limits::search_set_size + 1}) {
        Combiner combiner(std::vector<std::int64_t>(count, 7));
        const Parts parts(combiner, ones(count));
        const auto found =
            combiner.enough(parts.weighed, static_cast<std::int64_t>(count), Shared(count, true));
        const bool fits = count == limits::search_set_size;
        BOOST_TEST(found.empty() != fits);
        BOOST_TEST(combiner.exact() == fits);
    }
}

BOOST_AUTO_TEST_CASE(many_steps)
{
    Combiner combiner(ones(3));
    const Shared shared(3, true);
    const Alternatives two{combiner.single(0), combiner.single(1)};
    for (std::size_t i = 0; i < limits::search_steps / 4; ++i)
        BOOST_TEST_REQUIRE(combiner.combine(two, two, shared).size() == 2u);
    BOOST_TEST(combiner.exact());
    BOOST_TEST(combiner.combine(two, two, shared).size() == 1u);
    BOOST_TEST(!combiner.exact());
    // Of a choice that nobody tries any more, the first.
    const Parts parts(combiner, ones(3));
    BOOST_TEST(texts(combiner.enough(parts.weighed, 2, shared)) == Texts{"2: 0 1"},
               boost::test_tools::per_element());
}

// All choices of random parts, one by one.
BOOST_AUTO_TEST_CASE(random_choices_are_the_cheapest)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    const auto up_to = [&](unsigned most) {
        return 1 + static_cast<std::int64_t>(random() % most);
    };
    for (int round = 0; round < 1'000; ++round) {
        BOOST_TEST_CONTEXT("seed " << seed << " round " << round)
        {
            const auto count = static_cast<std::size_t>(up_to(7));
            std::vector<std::int64_t> prices;
            std::vector<std::int64_t> weights;
            for (std::size_t i = 0; i < count; ++i) {
                prices.push_back(up_to(9));
                weights.push_back(up_to(4));
            }
            const auto needed = up_to(9);
            Combiner combiner(prices);
            const Parts parts(combiner, weights);
            auto cheapest = std::numeric_limits<std::int64_t>::max();
            for (unsigned chosen = 0; chosen < 1u << count; ++chosen) {
                std::int64_t price = 0;
                std::int64_t weight = 0;
                for (std::size_t i = 0; i < count; ++i) {
                    if ((chosen >> i & 1u) == 0) continue;
                    price += prices[i];
                    weight += weights[i];
                }
                if (weight >= needed) cheapest = std::min(cheapest, price);
            }
            for (const bool shared : {false, true}) {
                const auto found = combiner.enough(parts.weighed, needed, Shared(count, shared));
                BOOST_TEST((found.empty() ? std::numeric_limits<std::int64_t>::max()
                                          : found.front().price) == cheapest);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

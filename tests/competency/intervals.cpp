// The algebra against its meaning: whether a point lies in the result follows from whether it lies
// in the operands.
#include "competency/intervals.hpp"

#include <boost/test/unit_test.hpp>

#include <ostream>
#include <random>

namespace competency {

std::ostream& operator<<(std::ostream& out, const Interval& interval)
{
    return out << '[' << interval.begin.time_since_epoch().count() << ", "
               << interval.end.time_since_epoch().count() << ')';
}

} // namespace competency

namespace {

using namespace competency;

constexpr int points = 24;

Timestamp at(int point)
{
    return Timestamp(std::chrono::microseconds(point));
}

Intervals set(std::initializer_list<std::pair<int, int>> pieces)
{
    Intervals out;
    for (const auto& [begin, end] : pieces)
        out.push_back({at(begin), at(end)});
    return out;
}

Intervals random_pieces(std::mt19937& random)
{
    std::uniform_int_distribution<int> point(0, points);
    std::uniform_int_distribution<int> count(0, 5);
    Intervals out;
    for (int i = count(random); i > 0; --i) {
        const auto begin = point(random);
        out.push_back({at(begin), point(random) > 20 ? forever : at(begin + point(random) / 4)});
    }
    return out;
}

bool is_in(const Intervals& pieces, int point)
{
    return std::any_of(pieces.begin(), pieces.end(), [&](const Interval& piece) {
        return piece.begin <= at(point) && at(point) < piece.end;
    });
}

bool is_normal(const Intervals& set)
{
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (set[i].begin >= set[i].end) return false;
        if (i != 0 && set[i - 1].end >= set[i].begin) return false;
    }
    return true;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_intervals)

BOOST_AUTO_TEST_CASE(unite_by_hand)
{
    const struct {
        const char* name;
        Intervals pieces;
        Intervals expected;
    } rows[] = {
        {"nothing", {}, {}},
        {"an empty piece", set({{3, 3}}), {}},
        {"touching pieces become one", set({{1, 3}, {3, 5}}), set({{1, 5}})},
        {"a gap of one point stays", set({{1, 3}, {4, 5}}), set({{1, 3}, {4, 5}})},
        {"out of order, one inside", set({{4, 6}, {1, 9}}), set({{1, 9}})},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(unite(row.pieces) == row.expected, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(around_a_point)
{
    const auto two = set({{1, 3}, {5, 6}});
    BOOST_TEST(!around(two, at(0)));
    BOOST_TEST((around(two, at(1)) == Interval{at(1), at(3)}));
    BOOST_TEST((around(two, at(2)) == Interval{at(1), at(3)}));
    BOOST_TEST(!around(two, at(3)));
    BOOST_TEST((around(two, at(5)) == Interval{at(5), at(6)}));
    BOOST_TEST(!around(two, at(6)));
    BOOST_TEST(!around({}, at(0)));
}

BOOST_AUTO_TEST_CASE(every_point_of_random_sets)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 3'000; ++round) {
        std::vector<Intervals> pieces;
        std::vector<Intervals> sets;
        std::vector<std::int64_t> weights;
        for (int i = 0; i < 4; ++i) {
            pieces.push_back(random_pieces(random));
            sets.push_back(unite(pieces.back()));
            weights.push_back(std::uniform_int_distribution<>(1, 3)(random));
        }
        std::vector<Part> parts;
        for (std::size_t i = 0; i < sets.size(); ++i)
            parts.push_back({&sets[i], weights[i]});
        const auto minimum = std::uniform_int_distribution<>(1, 10)(random);
        const auto swept = sweep(parts, minimum);
        const auto rest = subtract(sets[0], sets[1]);
        BOOST_TEST_CONTEXT("seed " << seed << ", round " << round)
        {
            BOOST_TEST((is_normal(sets[0]) && is_normal(swept) && is_normal(rest)));
            for (int point = 0; point < points + 8; ++point) {
                std::int64_t sum = 0;
                for (std::size_t i = 0; i < sets.size(); ++i)
                    sum += is_in(pieces[i], point) ? weights[i] : 0;
                BOOST_TEST(holds(sets[0], at(point)) == is_in(pieces[0], point));
                BOOST_TEST(holds(swept, at(point)) == (sum >= minimum));
                BOOST_TEST(holds(rest, at(point)) ==
                           (is_in(pieces[0], point) && !is_in(pieces[1], point)));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

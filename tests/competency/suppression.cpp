// What readers of a table could compute, by two ways that know nothing of how cells are hidden:
// linear algebra over the shown numbers, and all tables that look the same.
#include "competency/suppression.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>

namespace {

using namespace competency;

constexpr std::uint32_t group = 5;

// A tree with how many people belong to each unit itself.
struct Tree {
    std::vector<Unit> units;
    std::vector<std::uint32_t> own;

    void add(std::optional<std::size_t> parent, std::uint32_t people)
    {
        units.push_back({"u" + std::to_string(units.size()), parent});
        own.push_back(people);
    }

    std::vector<std::uint32_t> counts() const
    {
        auto out = own;
        for (auto i = units.size(); i-- > 0;) {
            if (units[i].parent) out[*units[i].parent] += out[i];
        }
        return out;
    }

    bool has_children(std::size_t unit) const
    {
        return std::ranges::any_of(units, [&](const Unit& other) { return other.parent == unit; });
    }

    std::vector<Hidden> hide() const { return competency::hide(units, counts(), group); }
};

// One letter per unit: + shown, 0 empty, s small, c complementary.
std::string text(const std::vector<Hidden>& hidden)
{
    std::string out;
    for (const auto reason : hidden)
        out += "+0sc"[static_cast<std::size_t>(reason)];
    return out;
}

Tree random_tree(std::mt19937& random, std::size_t most_units, std::uint32_t most_people)
{
    Tree tree;
    const auto count = 1 + random() % most_units;
    for (std::size_t i = 0; i < count; ++i) {
        const auto parent = i == 0 ? std::nullopt : std::optional(random() % i);
        tree.add(parent, static_cast<std::uint32_t>(random() % (most_people + 1)));
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (random() % 4 == 0 || (tree.has_children(i) && random() % 2 == 0)) tree.own[i] = 0;
    }
    return tree;
}

bool is_secret(Hidden reason)
{
    return reason == Hidden::small || reason == Hidden::complementary;
}

using Row = std::vector<std::int64_t>; // One number per unit: of its own people.

// Rows of equations modulo a prime, in echelon form.
class Equations {
public:
    void add(Row row)
    {
        reduce(row);
        const auto lead = std::ranges::find_if(row, [](auto number) { return number != 0; });
        if (lead == row.end()) return;
        const auto inverse = power(*lead, prime - 2);
        for (auto& number : row)
            number = number * inverse % prime;
        rows_.push_back(std::move(row));
    }

    // This sum follows from the others.
    bool determine(Row row) const
    {
        reduce(row);
        return std::ranges::all_of(row, [](auto number) { return number == 0; });
    }

private:
    static constexpr std::int64_t prime = 1'000'000'007;

    static std::int64_t power(std::int64_t base, std::int64_t exponent)
    {
        std::int64_t out = 1;
        for (; exponent > 0; exponent /= 2) {
            if (exponent % 2 == 1) out = out * base % prime;
            base = base * base % prime;
        }
        return out;
    }

    void reduce(Row& row) const
    {
        for (const auto& other : rows_) {
            const auto lead = static_cast<std::size_t>(
                std::ranges::find_if(other, [](auto number) { return number != 0; }) -
                other.begin());
            const auto factor = row[lead];
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] = ((row[i] - factor * other[i]) % prime + prime) % prime;
        }
    }

    std::vector<Row> rows_;
};

// The people of this unit and of all below it.
Row whole(const Tree& tree, std::size_t unit)
{
    Row row(tree.units.size());
    row[unit] = 1;
    for (auto i = unit + 1; i < row.size(); ++i)
        row[i] = tree.units[i].parent ? row[*tree.units[i].parent] : 0;
    return row;
}

Row alone(const Tree& tree, std::size_t unit)
{
    Row row(tree.units.size());
    row[unit] = 1;
    return row;
}

// What is known without any number that is shown.
Equations known_anyway(const Tree& tree, const std::vector<Hidden>& hidden, bool insider)
{
    Equations out;
    for (std::size_t i = 0; i < hidden.size(); ++i) {
        if (tree.has_children(i) && (insider || tree.own[i] == 0)) out.add(alone(tree, i));
        if (hidden[i] != Hidden::empty) continue;
        const auto inside = whole(tree, i);
        for (std::size_t below = 0; below < inside.size(); ++below) {
            if (inside[below] == 1) out.add(alone(tree, below));
        }
    }
    return out;
}

// Reasons tell more to an insider who knows of a few people: what lookalikes are for.
bool knows_few(const Tree& tree)
{
    for (std::size_t i = 0; i < tree.units.size(); ++i) {
        if (tree.has_children(i) && tree.own[i] > 0 && tree.own[i] < group) return true;
    }
    return false;
}

void check_subtractions(const Tree& tree, bool insider)
{
    if (insider && knows_few(tree)) return;
    const auto hidden = tree.hide();
    const auto anyway = known_anyway(tree, hidden, insider);
    auto all = anyway;
    for (std::size_t i = 0; i < hidden.size(); ++i) {
        if (hidden[i] == Hidden::no) all.add(whole(tree, i));
    }
    for (std::size_t i = 0; i < hidden.size(); ++i) {
        if (is_secret(hidden[i]) && !anyway.determine(whole(tree, i)))
            BOOST_TEST(!all.determine(whole(tree, i)));
        const bool few = tree.has_children(i) && tree.own[i] > 0 && tree.own[i] < group;
        if (few && !insider) BOOST_TEST(!all.determine(alone(tree, i)));
    }
}

// Every table of few people that a reader could not tell from this one.
class Lookalikes {
public:
    Lookalikes(const Tree& tree, bool insider, bool with_numbers)
        : tree_(tree), hidden_(tree.hide()), counts_(tree.counts()), insider_(insider),
          with_numbers_(with_numbers), other_(tree), values_(hidden_.size()), own_(hidden_.size())
    {
        try_units(0);
    }

    // The numbers that the unit has in them.
    const std::set<std::uint32_t>& of(std::size_t unit) const { return values_[unit]; }

    const std::set<std::uint32_t>& own_of(std::size_t unit) const { return own_[unit]; }

    Hidden hidden(std::size_t unit) const { return hidden_[unit]; }

private:
    static constexpr std::uint32_t most = 11;

    void try_units(std::size_t unit)
    {
        if (unit == hidden_.size()) return keep();
        const auto parts = tree_.has_children(unit);
        const auto own = tree_.own[unit];
        const bool is_known = parts && (insider_ || own == 0);
        for (std::uint32_t people = 0; people <= most; ++people) {
            if (is_known && people != own) continue;
            if (parts && own > 0 && people == 0) continue;
            other_.own[unit] = people;
            try_units(unit + 1);
        }
    }

    bool looks_the_same(std::size_t unit, std::uint32_t count) const
    {
        const auto parent = tree_.units[unit].parent;
        switch (hidden_[unit]) {
        case Hidden::no: return with_numbers_ ? count == counts_[unit] : count >= group;
        case Hidden::empty: return count == 0;
        case Hidden::small:
            return count < group && (count > 0 || (parent && hidden_[*parent] == Hidden::small));
        case Hidden::complementary: return count >= group;
        }
        return false;
    }

    void keep()
    {
        const auto counts = other_.counts();
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (!looks_the_same(i, counts[i])) return;
        }
        for (std::size_t i = 0; i < counts.size(); ++i) {
            values_[i].insert(counts[i]);
            own_[i].insert(other_.own[i]);
        }
    }

    const Tree& tree_;
    std::vector<Hidden> hidden_;
    std::vector<std::uint32_t> counts_;
    bool insider_;
    bool with_numbers_;
    Tree other_;
    std::vector<std::set<std::uint32_t>> values_;
    std::vector<std::set<std::uint32_t>> own_;
};

void check_lookalikes(const Tree& tree, bool insider)
{
    const Lookalikes found(tree, insider, true);
    const Lookalikes anyway(tree, insider, false);
    for (std::size_t i = 0; i < tree.units.size(); ++i) {
        if (is_secret(found.hidden(i)) && anyway.of(i).size() > 1)
            BOOST_TEST(found.of(i).size() > 1u);
        const bool few = tree.has_children(i) && tree.own[i] > 0 && tree.own[i] < group;
        if (few && !insider) BOOST_TEST(found.own_of(i).size() > 1u);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_suppression)

BOOST_AUTO_TEST_CASE(trees)
{
    struct Row {
        const char* name;
        std::vector<std::optional<std::size_t>> parents;
        std::vector<std::uint32_t> own;
        const char* expected;
    };

    const std::optional<std::size_t> none;

    const Row rows[] = {
        {"nobody", {none}, {0}, "0"},
        {"too few", {none}, {4}, "s"},
        {"enough", {none}, {5}, "+"},
        {"all shown", {none, 0, 0}, {0, 5, 6}, "+++"},
        {"an empty one tells nothing", {none, 0, 0}, {0, 5, 0}, "++0"},
        {"one small one takes the next smallest", {none, 0, 0, 0}, {0, 4, 8, 7}, "+s+c"},
        {"equal ones: the first", {none, 0, 0, 0}, {0, 4, 7, 7}, "+sc+"},
        {"two small ones", {none, 0, 0, 0}, {0, 2, 3, 7}, "+ss+"},
        {"two that are as large as small ones can be", {none, 0, 0, 0}, {0, 4, 4, 7}, "+ssc"},
        {"two that are as small as can be", {none, 0, 0, 0}, {0, 1, 1, 7}, "+ssc"},
        {"a small one and one that is enough", {none, 0, 0}, {0, 1, 5}, "csc"},
        {"small with those below it", {none, 0, 1, 1, 0, 0}, {0, 0, 2, 0, 6, 7}, "+sssc+"},
        {"hidden ones take one below them too",
         {none, 0, 0, 1, 1, 2, 2},
         {0, 0, 0, 4, 0, 8, 9},
         "+scssc+"},
        {"a few people of the unit itself are a part", {none, 0, 0}, {3, 8, 9}, "+cc"},
        {"enough people of the unit itself", {none, 0, 0}, {5, 8, 9}, "+++"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Tree tree;
            for (std::size_t i = 0; i < row.own.size(); ++i)
                tree.add(row.parents[i], row.own[i]);
            BOOST_TEST(text(tree.hide()) == row.expected);
            for (const bool insider : {false, true}) {
                check_subtractions(tree, insider);
                check_lookalikes(tree, insider);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(random_trees_withstand_subtraction)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    std::size_t shown = 0;
    std::size_t all = 0;
    for (int round = 0; round < 3'000; ++round) {
        BOOST_TEST_CONTEXT("seed " << seed << " round " << round)
        {
            auto tree = random_tree(random, 20, round % 2 == 0 ? 9 : 40);
            check_subtractions(tree, false);
            for (std::size_t i = 0; i < tree.units.size(); ++i) {
                if (tree.has_children(i) && tree.own[i] > 0) tree.own[i] += group;
            }
            check_subtractions(tree, true);
            const auto hidden = tree.hide();
            BOOST_TEST((tree.hide() == hidden));
            const auto counts = tree.counts();
            for (std::size_t i = 0; i < hidden.size(); ++i) {
                if (hidden[i] == Hidden::no) BOOST_TEST(counts[i] >= group);
                shown += hidden[i] == Hidden::no;
                all += counts[i] >= group;
            }
        }
    }
    BOOST_TEST_MESSAGE("shown " << shown << " of " << all);
    BOOST_TEST(shown * 2 > all);
}

BOOST_AUTO_TEST_CASE(random_trees_have_lookalikes)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 500; ++round) {
        BOOST_TEST_CONTEXT("seed " << seed << " round " << round)
        {
            const auto tree = random_tree(random, 4, 6);
            check_lookalikes(tree, false);
            check_lookalikes(tree, true);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

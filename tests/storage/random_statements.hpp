// Random statements that hang together: few agents, verbs, activities and ids, so that they meet.
#pragma once

#include "tests/support/statement_makers.hpp"

#include <random>

namespace storage_tests {

using namespace support;

class Dice {
public:
    explicit Dice(unsigned seed) : random_(seed) {}

    // 0 to count - 1.
    unsigned below(unsigned count) { return static_cast<unsigned>(random_() % count); }

    bool percent(unsigned chance) { return below(100) < chance; }

private:
    std::mt19937 random_;
};

class RandomStatements {
public:
    // Statements refer to numbers from 1 to `numbers`, and now and then to one that never comes.
    RandomStatements(unsigned seed, unsigned numbers) : seed_(seed), numbers_(numbers) {}

    // Always the same one for the same arguments.
    json::object make(unsigned number, unsigned variant, statements::Version version) const;

    // Filters and flags; no times, no limit.
    statements::Query query(Dice& dice) const;

private:
    json::object actor(Dice& dice) const;
    json::object object(Dice& dice, statements::Version version, bool nested) const;
    json::object context(Dice& dice, statements::Version version) const;
    json::object body(Dice& dice, statements::Version version, bool nested) const;

    unsigned seed_;
    unsigned numbers_;
};

} // namespace storage_tests

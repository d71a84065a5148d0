// The statements that the benchmarks send: those of a municipality's courses.
//
// Each has about 1.24 KB, is valid under both versions of xAPI, and has exactly ten index terms
// once the server has set the authority: actor, verb, object, parent, two groupings, category,
// registration, instructor, authority. Who does what follows Zipf's law. The same seed gives the
// same statements.
#pragma once

#include "base/digest.hpp"
#include "base/uuid.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

inline constexpr std::size_t terms_per_statement = 10;
inline constexpr std::size_t uuid_size = 36;

// Numbers from 0 upwards, the n-th (n + 1)^exponent times rarer than the first.
class Zipf {
public:
    Zipf(std::size_t count, double exponent);

    std::size_t pick(double uniform) const; // Of a number in [0, 1).

private:
    std::vector<double> up_to_;
};

// SplitMix64: the same numbers from every standard library.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next();

    std::uint64_t below(std::uint64_t limit) { return next() % limit; }

    double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

private:
    std::uint64_t state_;
};

class Statements {
public:
    explicit Statements(std::uint64_t seed);

    // Appends the next statement, with the id `number`. Returns where in the text its id stands.
    std::size_t append(std::string& out, std::uint64_t number);

    // Of the statement `number` under this seed, as text.
    void write_id(std::uint64_t number, char* out) const;

    // What the next statements may be found by: JSON of an agent, IRIs, a UUID.
    struct Subject {
        std::string agent;
        std::string verb;
        std::string activity;
        std::string registration;
    };

    Subject subject();
    Subject common_subject() const; // What most statements hold.

private:
    struct Choice {
        std::size_t actor;
        std::size_t verb;
        std::size_t activity;
    };

    Choice choose();
    Subject subject_of(const Choice& choice) const;
    std::string registration(const Choice& choice) const;
    void append_context(std::string& out, const Choice& choice);
    void append_result(std::string& out);

    base::Hash128 key_{};
    Random random_;
    Zipf actors_;
    Zipf verbs_;
    Zipf activities_;
};

// Throws std::logic_error unless every statement is what the first comment here promises.
void check_statements(std::uint64_t seed);

} // namespace bench

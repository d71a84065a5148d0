// A city whose staff learns: a competency model of 43 competencies and 320 rule nodes, its
// employees, and statements that are evidence of theirs. The same numbers give the same city.
#pragma once

#include "bench/statements.hpp"
#include "competency/person_entry.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

inline constexpr std::size_t city_competencies = 43;
inline constexpr std::size_t city_rule_nodes = 320;

class City {
public:
    explicit City(std::size_t employees) : employees_(employees) {}

    // Documents of different versions differ in nothing else.
    std::string model(std::string_view version) const;

    // Units of about 25 people, in departments; everybody has the role profile "rp".
    std::vector<competency::PersonEntry> entries(base::Timestamp recorded) const;

    competency::PersonId person(std::size_t number) const;

    // Makes a statement of bench::Statements one that proves something of an employee.
    void make_evidence(std::string& statement, Random& random) const;

private:
    std::size_t employees_;
};

} // namespace bench

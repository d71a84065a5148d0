// What depends on what in a model: which levels a row of evidence may change, and what they are
// computed from. So one statement costs as much as what it touches and not as the whole model
// (the law of locality, from the other side).
//
// Threads: the const functions from any.
#pragma once

#include "competency/model.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace competency {

// A part of a model. One flag for each competency and each mapping.
struct Scope {
    std::vector<bool> competencies;
    std::vector<bool> evidence;
};

class Dependence {
public:
    // Borrows the model.
    explicit Dependence(const Model& model);

    // Whose levels may change with a row of this evidence, a mapping's id or an assertion.
    std::vector<std::size_t> affected_by(std::string_view evidence) const;

    // All that the levels of these are computed from, they themselves included.
    Scope scope_of(const std::set<std::size_t>& competencies) const;

    std::size_t place_of(std::string_view competency) const { return places_.at(competency); }

private:
    void read(std::size_t competency, const Node& node);

    using Places = std::vector<std::size_t>;

    const Model* model_;
    std::vector<std::set<std::size_t>> built_on_; // All, over any number of steps; itself too.
    std::vector<Places> dependents_;              // The same, from the other side.
    std::vector<std::set<std::size_t>> evidence_; // Of the competency's own rules.
    std::unordered_map<std::string_view, Places> by_mapping_;
    std::unordered_map<std::string_view, std::size_t> places_;
};

} // namespace competency

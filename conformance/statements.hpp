// What the standards ask of a statement, as data: for every rule a change that breaks it and,
// beside it, the nearest change that does not.
//
// Pure data, meant for any runner: the tests ask validate() about it, and a program may as well
// send the changed statements to a server and look at its answers.
#pragma once

#include "statements/shapes.hpp"

#include <boost/json/value.hpp>

#include <span>
#include <string>
#include <string_view>

namespace conformance {

using statements::Version;
using statements::shapes::Versions;

// What a base is, and so where a runner brings it in.
enum class Subject {
    statement, // A request body.
    agent,     // A query's parameter.
    authority, // What a credential stands for.
};

struct Base {
    std::string_view name;
    Subject subject;
    Versions versions;
    std::string_view json;
};

// Sets the value at a JSON Pointer ("-" appends to an array); without a value, removes it.
struct Edit {
    std::string_view pointer;
    std::string_view json{};
};

struct Row {
    std::string_view rule;
    Edit refused;
    Edit accepted;
    std::string_view where = refused.pointer; // Pointer of the one complaint.
};

// Rows that share a paragraph and a base. Paragraphs of "xAPI 1.0.3, Part Two: Data" are named by
// the anchors of its text, those of IEEE 9274.1.1 by number. Empty: that standard is silent. Where
// IEEE is and the rule holds for both, 1.0.3's is kept: a version 2.0 that accepted what 1.0.3
// forbids would fail the public conformance suite, which asks the same of both.
struct Section {
    std::string_view paragraph_1_0_3;
    std::string_view paragraph_2_0_0;
    Versions versions;
    std::string_view base;
    std::span<const Row> rows;
};

std::span<const Base> bases();

// The name must be one of bases().
const Base& base(std::string_view name);

// One span per file of rows.
std::span<const std::span<const Section>> sections();

extern const std::span<const Section> statement_sections;
extern const std::span<const Section> actor_sections;
extern const std::span<const Section> activity_sections;
extern const std::span<const Section> result_sections;
extern const std::span<const Section> context_sections;

boost::json::value edited(const Base& base, const Edit& edit);

// The name that a token of a JSON Pointer stands for (RFC 6901 4).
std::string unescaped(std::string_view token);

} // namespace conformance

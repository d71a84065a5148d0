// The publish checks as tables: each row changes one thing in a model that is right, and names the
// complaint that must follow. Next to what is refused stands its nearest neighbour that is not.
#pragma once

#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <span>
#include <string>

namespace support::kmx {

// Everything that a model may hold, twice where order or reference matter.
inline ModelMaker full_model()
{
    ModelMaker maker;
    maker.add("areas", json::parse(R"({"id": "B", "visibility": "leaders",
                                       "name": {"de": "B", "en": "B"}})")
                           .as_object());
    maker.competency("C1").competency("C2", "T").competency("C3");
    maker.evidence("e1", R"({"validity": "P1Y", "warn": "P30D"})");
    maker.evidence("e2", R"({"subject": "object", "attestor": "actor", "kind": "attestation",
        "agg": "distinctAttestors", "n": 2,
        "match": {"grouping": ["https://x.example/g*"], "attestorRole": ["supervisor"]}})");
    maker.evidence("e3", R"({"polarity": "-", "revokes": ["e1"]})");
    maker.rule("C1", 1, R"({"ev": "e1"})");
    maker.rule("C1", 2, R"({"all": [{"below": 1}, {"ev": "e2"}]})");
    maker.rule("C2", 1, R"({"atLeast": [1, [{"ev": "e1"}, {"held": "C1", "level": 2}]]})");
    maker.rule("C3", 1, R"({"weighted": [[{"ev": "e1"}, 2], [{"ev": "e2"}, 1]], "min": 3})");
    maker.add("profiles", json::parse(R"({"id": "P1", "name": {"de": "P", "en": "P"},
        "target": {"C1": 2, "C2": 1}, "min": {"C1": 1}, "critical": ["C1"]})")
                              .as_object());
    maker.add("trust", json::parse(R"({"authority": {"account": {
        "homePage": "https://city.example", "name": "lms"}}, "kinds": ["course"],
        "mayReference": false})")
                           .as_object());
    maker.add("objectives", json::parse(R"({"objective": "https://x.example/o",
        "competency": "C1", "level": 2, "on": "satisfied"})")
                                .as_object());
    maker.document["transition"] = {{"from", nullptr}, {"mode", "recompute"}};
    maker.document["defaultLang"] = "de";
    maker.document["SAMPLE"] = "an annotation";
    return maker;
}

// Sets what stands at the pointer; the text "-" removes it.
inline std::string changed(std::string_view pointer, std::string_view text)
{
    json::value document = full_model().document;
    const auto slash = pointer.rfind('/');
    auto& parent = document.at_pointer(pointer.substr(0, slash));
    const auto key = pointer.substr(slash + 1);
    if (text == "-")
        parent.as_object().erase(key);
    else
        parent.as_object()[key] = json::parse(text);
    return json::serialize(document);
}

struct CheckRow {
    const char* name;
    const char* pointer;
    const char* value;
    const char* rule;            // Null: accepted.
    const char* where = nullptr; // Null: the pointer itself.
    std::size_t count = 1;       // Of all complaints, when one fault makes several.
};

inline void check_rows(std::span<const CheckRow> rows)
{
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto found = competency::check_model(changed(row.pointer, row.value)).errors;
            for (const auto& error : found)
                BOOST_TEST_MESSAGE(error.where << " " << error.rule << ": " << error.expected);
            BOOST_TEST(found.size() == (row.rule ? row.count : 0u));
            if (!row.rule) continue;
            BOOST_TEST(std::ranges::any_of(found, [&](const base::Complaint& error) {
                return error.rule == row.rule &&
                       error.where == (row.where ? row.where : row.pointer);
            }));
        }
    }
}

} // namespace support::kmx

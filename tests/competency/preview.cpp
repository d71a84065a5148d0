#include "competency/preview.hpp"

#include "base/limits.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace {

using namespace competency;
using namespace support::kmx;

using Counts = std::vector<std::uint32_t>;

// How many people are at which level before and after.
using Matrix = std::vector<Counts>;

Change change_of(const Matrix& matrix)
{
    Change out;
    out.before.resize(matrix.size());
    out.after.resize(matrix.at(0).size());
    for (std::size_t before = 0; before < out.before.size(); ++before) {
        for (std::size_t after = 0; after < out.after.size(); ++after) {
            const auto people = matrix[before][after];
            out.before[before] += people;
            out.after[after] += people;
            (after > before ? out.gain : after < before ? out.loss : out.same) += people;
        }
    }
    return out;
}

// Calls back with every way to spread so many people over so many places.
template <class Call>
void spread(std::uint32_t people, std::size_t places, Counts& chosen, const Call& call)
{
    if (places == 1) {
        chosen.push_back(people);
        call(chosen);
        chosen.pop_back();
        return;
    }
    for (std::uint32_t here = 0; here <= people; ++here) {
        chosen.push_back(here);
        spread(people - here, places - 1, chosen, call);
        chosen.pop_back();
    }
}

using Told = std::vector<std::optional<std::uint32_t>>;

// The numbers that an answer has, as it has them.
void list(const Change& change, std::uint32_t group, Counts& numbers, Told& told)
{
    const auto shown = shown_of(change, group);
    const auto add = [&](bool is_shown, std::uint32_t number) {
        numbers.push_back(number);
        told.push_back(is_shown ? std::optional(number) : std::nullopt);
    };
    if (change.in != Change::In::from) add(shown.gain, change.gain);
    if (change.in != Change::In::to) add(shown.loss, change.loss);
    add(shown.same, change.same);
    for (const auto* levels : {&change.before, &change.after}) {
        for (std::size_t level = 1; level < levels->size(); ++level)
            add(shown.levels, (*levels)[level]);
    }
}

// No number is hidden that all tables of this many people have in common which would be told so;
// but for a 0 that a part of 0 says already.
int check_secrets(std::uint32_t people, std::size_t rows, std::size_t columns, std::uint32_t group)
{
    std::map<Told, std::vector<std::set<std::uint32_t>>> possible;
    Counts chosen;
    spread(people, rows * columns, chosen, [&](const Counts& cells) {
        Matrix matrix(rows);
        for (std::size_t i = 0; i < cells.size(); ++i)
            matrix[i / columns].push_back(cells[i]);
        auto change = change_of(matrix);
        if (rows == 1) {
            change.in = Change::In::to;
            change.before.clear();
        } else if (columns == 1) {
            change.in = Change::In::from;
            change.after.clear();
        }
        Counts numbers;
        Told told;
        list(change, group, numbers, told);
        auto& values = possible[told];
        values.resize(numbers.size());
        for (std::size_t i = 0; i < numbers.size(); ++i)
            values[i].insert(numbers[i]);
    });
    int hidden = 0;
    for (const auto& [told, values] : possible) {
        for (std::size_t i = 0; i < told.size(); ++i) {
            if (told[i]) continue;
            ++hidden;
            const bool is_told = std::ranges::count(told, std::optional(0u)) > 0;
            if (values[i].size() < 2 && !(is_told && *values[i].begin() == 0))
                BOOST_ERROR(people << " people, " << rows << " x " << columns << " levels, group "
                                   << group << ": number " << i << " is " << *values[i].begin());
        }
    }
    return hidden;
}

std::string shown(const Counts& gain_loss_same, std::uint32_t group = 5)
{
    Change change;
    change.gain = gain_loss_same[0];
    change.loss = gain_loss_same[1];
    change.same = gain_loss_same[2];
    const auto out = shown_of(change, group);
    return std::string(out.gain ? "g" : "") + (out.loss ? "l" : "") + (out.same ? "s" : "") +
           (out.levels ? "+" : "");
}

std::shared_ptr<const Model> former_model()
{
    ModelMaker maker;
    maker.competency("C1").competency("C2").competency("C3").competency("C4").evidence("e");
    maker.document["competencies"].as_array()[3].as_object()["status"] = "retired";
    return maker.model();
}

std::shared_ptr<const Model> fresh_model()
{
    ModelMaker maker;
    maker.competency("C5").competency("C4").competency("C1").competency("C3").evidence("e");
    maker.document["competencies"].as_array()[2].as_object()["id"] = "K1";
    maker.document["competencies"].as_array()[3].as_object()["status"] = "retired";
    return maker.model();
}

LevelsOfBoth people_of(std::initializer_list<std::pair<int, std::array<std::uint8_t, 8>>> groups)
{
    LevelsOfBoth out;
    for (const auto& [count, levels] : groups) {
        for (int i = 0; i < count; ++i) {
            ++out.people;
            out.before.insert(out.before.end(), levels.begin(), levels.begin() + 4);
            out.after.insert(out.after.end(), levels.begin() + 4, levels.end());
        }
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_preview)

BOOST_AUTO_TEST_CASE(what_is_shown)
{
    const struct {
        const char* name;
        Counts numbers;
        const char* expected;
        std::uint32_t group = 5;
    } rows[] = {
        {"nobody", {0, 0, 0}, "gls+"},
        {"four people", {4, 0, 0}, ""},
        {"five people", {5, 0, 0}, "gls+"},
        {"no small group", {5, 5, 5}, "gls+"},
        {"a small one, no large one", {4, 5, 5}, ""},
        {"half of all is no large one", {4, 5, 9}, ""},
        {"more than half of all", {4, 5, 10}, "s"},
        {"two small ones", {1, 1, 10}, "s"},
        {"many gain", {1000, 4, 900}, "g"},
        {"many lose", {0, 1000, 4}, "l"},
        {"more than half, but small itself", {1, 1, 4}, ""},
        {"a larger group", {5, 5, 5}, "", 6},
        {"a larger group is met", {6, 6, 6}, "gls+", 6},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(shown(row.numbers, row.group) == row.expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_hidden_number_can_be_computed)
{
    struct Row {
        std::size_t before; // Levels, 0 included. One alone: the model does not have it.
        std::size_t after;
        std::uint32_t most; // People.
    };

    const Row rows[] = {{1, 2, 40}, {1, 3, 30}, {1, 4, 16}, {2, 1, 40},
                        {4, 1, 16}, {2, 2, 24}, {2, 3, 13}, {3, 2, 13}};
    for (const auto& [before, after, most] : rows) {
        int hidden = 0;
        for (std::uint32_t people = limits::smallest_group; people <= most; ++people)
            hidden += check_secrets(people, before, after, limits::smallest_group);
        BOOST_TEST(hidden > 0);
    }
    for (std::uint32_t people = 7; people <= 22; ++people)
        check_secrets(people, 2, 2, 7);
    check_secrets(10, 3, 3, limits::smallest_group);
}

// Levels do not matter to gain, loss and same: all triples, of larger groups too.
BOOST_AUTO_TEST_CASE(no_hidden_part_can_be_computed)
{
    for (const std::uint32_t group : {5u, 6u, 7u}) {
        for (std::uint32_t people = group; people <= 6 * group; ++people) {
            std::map<Told, std::vector<std::set<std::uint32_t>>> possible;
            Counts chosen;
            spread(people, 3, chosen, [&](const Counts& parts) {
                Change change;
                change.gain = parts[0];
                change.loss = parts[1];
                change.same = parts[2];
                Counts numbers;
                Told told;
                list(change, group, numbers, told);
                auto& values = possible[told];
                values.resize(3);
                for (std::size_t i = 0; i < 3; ++i)
                    values[i].insert(numbers[i]);
            });
            for (const auto& [told, values] : possible) {
                for (std::size_t i = 0; i < 3; ++i)
                    BOOST_TEST((told[i] || values[i].size() >= 2));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_whole_answer)
{
    const auto former = former_model();
    const auto fresh = fresh_model();
    // C1 C2 C3 C4, then C5 C4 K1 C3. C4 is retired in the former, C3 in the new one.
    const auto levels = people_of({{6, {1, 0, 2, 3, 0, 3, 2, 2}},
                                   {7, {2, 1, 0, 0, 1, 0, 2, 0}},
                                   {5, {3, 0, 0, 0, 0, 0, 2, 0}}});
    const auto answer = preview(former.get(), *fresh, levels, 0);
    BOOST_TEST(json::parse(answer) == json::parse(R"({
        "from": ")" + former->hash + R"(", "to": ")" +
                                                  fresh->hash + R"(", "group": 5, "people": 18,
        "competencies": [
          {"iri": "https://city.example/c/C5", "id": "C5", "in": "to", "gain": 7, "loss": null,
           "same": 11, "before": null, "after": [7, 0, 0]},
          {"iri": "https://city.example/c/C4", "id": "C4", "in": "to", "gain": 6, "loss": null,
           "same": 12, "before": null, "after": [0, 0, 6]},
          {"iri": "https://city.example/c/C1", "id": "K1", "in": "both", "gain": 6, "loss": 5,
           "same": 7, "before": [6, 7, 5], "after": [0, 18, 0]},
          {"iri": "https://city.example/c/C2", "id": "C2", "in": "from", "gain": null, "loss": 7,
           "same": 11, "before": [7, 0, 0], "after": null},
          {"iri": "https://city.example/c/C3", "id": "C3", "in": "from", "gain": null, "loss": 6,
           "same": 12, "before": [0, 6, 0], "after": null}]})"));
    BOOST_TEST(answer.starts_with(R"({"competencies":[{"after":[7,0,0],"before":null,)"));

    // With a group of 6 the five who lose a level of C1 are too few, and 18 people no large whole.
    const auto larger = json::parse(preview(former.get(), *fresh, levels, 6));
    BOOST_TEST(larger.at("competencies").at(2) == json::parse(R"({
        "iri": "https://city.example/c/C1", "id": "K1", "in": "both", "gain": "hidden",
        "loss": "hidden", "same": "hidden", "before": "hidden", "after": "hidden"})"));
    BOOST_TEST(larger.at("competencies").at(0).at("gain") == json::value(7));
    const auto few = people_of({{4, {1, 0, 2, 3, 0, 3, 2, 2}}});
    const auto hidden = json::parse(preview(former.get(), *fresh, few, 0));
    BOOST_TEST(hidden.at("people") == json::value("hidden"));
    for (const auto& entry : hidden.at("competencies").as_array())
        BOOST_TEST(entry.at("same") == json::value("hidden"));
}

BOOST_AUTO_TEST_CASE(the_first_model)
{
    const auto fresh = fresh_model();
    auto levels = people_of({{5, {0, 0, 0, 0, 1, 2, 3, 0}}});
    levels.before.clear();
    const auto answer = json::parse(preview(nullptr, *fresh, levels, 5));
    BOOST_TEST(answer.at("from").is_null());
    BOOST_TEST(answer.at("competencies").as_array().size() == 3u);
    for (const auto& entry : answer.at("competencies").as_array()) {
        BOOST_TEST(entry.at("in") == json::value("to"));
        BOOST_TEST(entry.at("gain") == json::value(5));
    }
    const auto nobody = json::parse(preview(nullptr, *fresh, {}, 5));
    BOOST_TEST(nobody.at("people") == json::value(0));
    BOOST_TEST(nobody.at("competencies").at(0).at("after") == json::parse("[0,0,0]"));
}

BOOST_AUTO_TEST_SUITE_END()

// Asking for answers in tests: the full evaluation of a short history about "ann".
#pragma once

#include "competency/history.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace support::kmx {

inline constexpr const char* end_of_time = "9000-01-01T00:00:00Z";

struct Question {
    const competency::Model* model;
    std::vector<std::string> statements;
    std::string as_of;
    std::string known_at = end_of_time;
    competency::Roles roles{};
};

inline std::string answer_text(const Question& question)
{
    return competency::evaluate_history(*question.model, question.roles, question.statements,
                                        identity("ann"), time(question.as_of),
                                        time(question.known_at), {})
        .value();
}

// The entry of one competency.
inline json::object answer(const Question& question, std::size_t competency = 0)
{
    return json::parse(answer_text(question)).at("competencies").at(competency).as_object();
}

// "2 attained 2026-03-01T12:00:00Z 2027-03-02T00:00:00Z": level, status, since, until.
inline std::string summary(const json::object& entry)
{
    const auto time_of = [&](std::string_view name) {
        const auto& value = entry.at(name);
        return value.is_null() ? std::string("null") : std::string(value.as_string());
    };
    return std::to_string(entry.at("level").as_int64()) + " " +
           std::string(entry.at("status").as_string()) + " " + time_of("since") + " " +
           time_of("until");
}

inline std::string summary(const Question& question, std::size_t competency = 0)
{
    return summary(answer(question, competency));
}

struct SummaryRow {
    const char* name;
    std::vector<std::string> statements;
    const char* as_of;
    const char* expected;
};

inline void check_summaries(const ModelMaker& maker, const std::vector<SummaryRow>& rows,
                            const competency::Roles& roles = {}, std::size_t competency = 0)
{
    const auto model = maker.model();
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const Question question{model.get(), row.statements, row.as_of, end_of_time, roles};
            BOOST_TEST(summary(question, competency) == row.expected);
        }
    }
}

} // namespace support::kmx

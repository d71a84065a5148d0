// Entries about persons for tests, named by short words: the person 7 is p_...07, times are days.
#pragma once

#include "competency/persons.hpp"
#include "tests/support/competency_models.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace competency {

inline std::ostream& operator<<(std::ostream& out, PersonId id)
{
    return out << to_string(id);
}

} // namespace competency

namespace support::kmx {

using competency::PersonEntry;
using competency::PersonId;
using competency::Said;
using competency::Timestamp;

inline PersonId person(int number)
{
    PersonId id;
    for (std::size_t i = id.uuid.bytes.size(); number > 0; number /= 256)
        id.uuid.bytes[--i] = static_cast<std::uint8_t>(number % 256);
    return id;
}

// The first one is 1 January 2026.
inline Timestamp day(int number)
{
    return time("2025-12-31T00:00:00Z") + std::chrono::days(number);
}

inline PersonEntry entry(std::uint64_t number, Timestamp recorded, Said said)
{
    return {{number, recorded, "hr"}, "", std::move(said)};
}

inline competency::said::Person named(int number, std::string personnel_number, int from = 1)
{
    return {person(number), std::move(personnel_number), "", "", "", day(from)};
}

// A register that is told one thing after the other, each on a day.
class Told {
public:
    // Throws when the entry is refused.
    Told& say(int on, Said said)
    {
        const auto result = try_say(on, std::move(said));
        if (!result) throw std::logic_error(complaint(result));
        return *this;
    }

    base::Result<> try_say(int on, Said said)
    {
        const std::vector<PersonEntry> entries{
            entry(persons.last_number() + 1, day(on), std::move(said))};
        return persons.append(entries);
    }

    // "unit reference": where the first complaint is, and the rule.
    static std::string complaint(const base::Result<>& result)
    {
        if (!result) {
            const auto& errors = result.error().complaints;
            if (errors.empty()) return result.error().why;
            const auto& where = errors.front().where;
            return where.substr(where.rfind('/') + 1) + " " + errors.front().rule;
        }
        return "";
    }

    competency::Persons persons;
};

// Persons 1 to 3 and the units A, A1 in A, and A11 in A1.
inline Told town()
{
    Told told;
    for (int i = 1; i <= 3; ++i)
        told.say(1, named(i, std::to_string(i)));
    using namespace competency;
    return told.say(1, said::Unit{"A", "", "Amt", day(1)})
        .say(1, said::Unit{"A1", "A", "Abteilung", day(1)})
        .say(1, said::Unit{"A11", "A1", "Gruppe", day(1)});
}

// One entry of every kind, with every member filled and with those empty that may be.
inline std::vector<PersonEntry> one_of_each()
{
    using namespace competency;
    const auto who = person(0xabc);
    const std::vector<Said> said{
        said::Person{who, "4711", "Jörg", "Groß-Öhler", "joerg@stadt.example", day(1)},
        said::Person{person(1), "", "", "", "", day(1)},
        said::Link{who, identity("jörg"), day(2)},
        said::Link{who, "mbox:mailto:joerg@stadt.example", day(2)},
        said::Unlink{who, identity("jörg"), day(3)},
        said::Merge{person(1), who},
        said::Unmerge{person(1)},
        said::Left{who, day(4)},
        said::Left{who, day(4), day(9)},
        said::Unit{"Amt 33", "", "Bürgeramt", day(1)},
        said::Unit{"Amt 33/2", "Amt 33", "Meldestelle Süd", day(1), day(400)},
        said::Member{who, "Amt 33", day(2)},
        said::Member{who, "Amt 33", day(2), day(2)},
        said::Profile{who, "RP-BÜRGERAMT", day(2), day(700)},
        said::Role{who, "supervisor", "Amt 33", day(2), day(3)},
        said::Role{who, "mentor", "", day(2)},
    };
    std::vector<PersonEntry> out;
    for (const auto& each : said)
        out.push_back(entry(out.size() + 1, day(10) + std::chrono::microseconds(1), each));
    out.front().why = "Eintritt zum Jahresanfang";
    return out;
}

} // namespace support::kmx

// Random files one after the other: what a file says is what is known then, the same file says
// nothing new, and what was known of the days before it stays.
#include "competency/employees_csv.hpp"
#include "tests/competency/person_makers.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <random>

namespace {

using namespace competency;
using namespace support::kmx;

struct Line {
    std::string mail;
    std::string unit;
    std::string role;
    std::string profile;
    bool left = false; // Before the day of the file.
};

using File = std::map<int, Line>; // By number.

class World {
public:
    explicit World(unsigned seed) : random(seed) {}

    int pick(int below) { return std::uniform_int_distribution<>(0, below - 1)(random); }

    std::string one_of(std::initializer_list<const char*> texts)
    {
        return texts.begin()[pick(static_cast<int>(texts.size()))];
    }

    // Only those leave who were employed: for others the date would be a correction of the past.
    File file(const File& before)
    {
        File out;
        std::vector<std::string> mails{"a", "b", "c", "d", "e", "", "", ""};
        std::ranges::shuffle(mails, random);
        for (int number = 1; number <= 6; ++number) {
            if (pick(4) == 0) continue;
            const auto known = before.find(number);
            const bool employed = known != before.end() && !known->second.left;
            out[number] = {mails[static_cast<std::size_t>(number)], one_of({"", "U", "V", "W"}),
                           one_of({"", "boss", "boss|mentor"}), one_of({"", "P", "Q"}),
                           employed && pick(6) == 0};
        }
        return out;
    }

    std::mt19937 random;
};

std::string mail_of(const Line& line)
{
    return line.mail.empty() ? "" : line.mail + "@stadt.example";
}

std::string text_of(const File& file, int on)
{
    std::string out = "number;mail;unit;role;profile;left\n";
    for (const auto& [number, line] : file) {
        const auto last_day = line.left ? base::to_string(day(on - 1)).substr(0, 10) : "";
        out += std::to_string(number) + ";" + mail_of(line) + ";" + line.unit + ";" + line.role +
               ";" + line.profile + ";" + last_day + "\n";
    }
    return out;
}

std::vector<PersonEntry> read(const Persons& persons, const File& file, int on)
{
    ImportOptions options{.by = "hr", .recorded = day(on), .from = day(on)};
    options.missing = Missing::leave;
    return import_employees(
               persons, text_of(file, on), options,
               [](std::string_view number) { return person(std::stoi(std::string(number))); })
        .value();
}

std::string told(const Persons& persons, int number, int at)
{
    const auto who = person(number);
    const auto roles = persons.roles(forever);
    std::string out = persons.unit_of(who, day(at), forever).value_or("") + ";" +
                      persons.profile_of(who, day(at), forever).value_or("") + ";";
    out += persons.has_left(who, day(at), forever) ? "left;" : ";";
    for (const auto& held : persons.identities_of(who, day(at), forever)) {
        out += held.identity;
        for (const auto* role : {"boss", "mentor"}) {
            if (roles.has(held.identity, role, day(at))) out += role;
        }
    }
    return out;
}

void check(const Persons& persons, const File& file, int on)
{
    for (int number = 1; number <= 6; ++number) {
        const auto line = file.find(number);
        const auto who = person(number);
        const bool there = line != file.end() && !line->second.left;
        BOOST_TEST(persons.unit_of(who, day(on), forever).value_or("") ==
                   (there ? line->second.unit : ""));
        BOOST_TEST(persons.profile_of(who, day(on), forever).value_or("") ==
                   (there ? line->second.profile : ""));
        if (persons.standing(who, forever))
            BOOST_TEST(persons.has_left(who, day(on), forever) == !there);
        if (line == file.end() || mail_of(line->second).empty()) continue;
        const auto identity = "mbox:mailto:" + mail_of(line->second);
        BOOST_TEST((persons.person_of(identity, day(on), forever) == who));
        for (const std::string role : {"boss", "mentor"})
            BOOST_TEST(persons.roles(forever).has(identity, role, day(on)) ==
                       (there && line->second.role.find(role) != std::string::npos));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_employees_random)

BOOST_AUTO_TEST_CASE(one_file_after_the_other)
{
    const auto first = std::random_device()();
    BOOST_TEST_MESSAGE("seeds from " << first);
    for (unsigned i = 0; i < 100; ++i) {
        BOOST_TEST_CONTEXT("seed " << first + i)
        {
            World world(first + i);
            Persons persons;
            File file;
            std::map<std::pair<int, int>, std::string> before; // By number and day.
            for (int on = 10; on <= 60; on += 10) {
                file = world.file(file);
                const auto appended = persons.append(read(persons, file, on));
                BOOST_TEST(Told::complaint(appended) == "");
                BOOST_TEST(read(persons, file, on).empty());
                check(persons, file, on);
                for (int number = 1; number <= 6; ++number) {
                    // The last day that a file may speak of is the one before it.
                    const std::pair key{number, on - 2};
                    before[key] = told(persons, number, on - 2);
                }
                for (const auto& [key, answer] : before)
                    BOOST_TEST(told(persons, key.first, key.second) == answer);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

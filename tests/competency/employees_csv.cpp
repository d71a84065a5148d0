#include "competency/employees_csv.hpp"

#include "base/limits.hpp"
#include "tests/competency/person_makers.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

// The file of the personnel system, imported on a day with "from" that day.
class Office {
public:
    base::Result<std::vector<PersonEntry>> read(int on, std::string_view csv,
                                                Missing missing = Missing::stay) const
    {
        ImportOptions options{.by = "hr", .recorded = day(on), .from = day(on)};
        options.linked_from = day(0);
        options.missing = missing;
        return import_employees(persons, csv, options, [](std::string_view number) {
            return person(1000 + std::stoi(std::string(number)));
        });
    }

    // How many entries it took. The same file again takes none.
    std::size_t import(int on, std::string_view csv, Missing missing = Missing::stay)
    {
        const auto entries = read(on, csv, missing).value();
        const auto appended = persons.append(entries);
        BOOST_TEST(Told::complaint(appended) == "");
        BOOST_TEST(read(on, csv, missing).value().empty());
        BOOST_TEST(read(on + 1, csv, missing).value().empty());
        return entries.size();
    }

    std::string unit(int number, int at) const
    {
        return persons.unit_of(person(1000 + number), day(at), forever).value_or("-");
    }

    std::string profile(int number, int at) const
    {
        return persons.profile_of(person(1000 + number), day(at), forever).value_or("-");
    }

    bool is_of(int number, const std::string& identity, int at) const
    {
        return persons.person_of(identity, day(at), forever) == person(1000 + number);
    }

    Persons persons;
};

constexpr std::string_view staff =
    "\xef\xbb\xbfnumber;givenName;familyName;mail;accountHomePage;accountName;unit;unitName;"
    "parentUnit;role;profile\r\n"
    "1;Jörg;Groß-Öhler;joerg@stadt.example;https://city.example;joerg;A11;Gruppe Süd;A1;;P\r\n"
    "2;Änne;\"Müller; geb. \"\"Weiß\"\"\";aenne@stadt.example;;;A1;Abteilung;A;"
    "supervisor | mentor;P\r\n"
    "3;Ute;;;;;;;;;\r\n";

// "/2/mail mail" of every complaint.
std::string complaints(const base::Result<std::vector<PersonEntry>>& result)
{
    std::string out;
    if (result) return out;
    for (const auto& complaint : result.error().complaints)
        out += (out.empty() ? "" : ", ") + complaint.where + " " + complaint.rule;
    return out.empty() ? result.error().why : out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_employees_csv)

BOOST_AUTO_TEST_CASE(a_first_import)
{
    Office office;
    // Three units, three persons, three identities, two members, two profiles, two roles.
    BOOST_TEST(office.import(5, staff) == 15u);
    const auto& persons = office.persons;
    const PersonDescription anne{"2", "Änne", "Müller; geb. \"Weiß\"", "aenne@stadt.example"};
    BOOST_TEST((persons.description(person(1002), day(5), forever) == anne));
    BOOST_TEST(office.unit(1, 5) == "A11");
    BOOST_TEST(office.unit(1, 4) == "-");
    BOOST_TEST(office.unit(3, 5) == "-");
    BOOST_TEST(office.profile(1, 5) == "P");
    BOOST_TEST(
        (persons.unit("A11", day(5), forever) == UnitDescription{"A11", "A1", "Gruppe Süd"}));
    BOOST_TEST((persons.unit("A", day(5), forever) == UnitDescription{"A", "", "A"}));
    // What nobody had before is the person's since ever.
    BOOST_TEST(office.is_of(1, identity("joerg"), 0));
    BOOST_TEST(office.is_of(2, "mbox:mailto:aenne@stadt.example", 0));
    const auto roles = persons.roles(forever);
    BOOST_TEST(roles.has("mbox:mailto:aenne@stadt.example", "supervisor", day(5)));
    BOOST_TEST(roles.has("mbox:mailto:aenne@stadt.example", "mentor", day(5)));
    BOOST_TEST(roles.of("mbox:mailto:aenne@stadt.example").at(0).unit == "A1");
    for (const auto& entry : office.read(5, "number\n4\n").value()) {
        BOOST_TEST(entry.stamp.by == "hr");
        BOOST_TEST((entry.stamp.recorded == day(5)));
        BOOST_TEST(entry.stamp.number == persons.last_number() + 1);
    }
}

BOOST_AUTO_TEST_CASE(what_changes)
{
    const struct {
        const char* name;
        const char* csv;
        std::size_t entries;
        const char* first; // The kind of the first of them.
    } rows[] = {
        {"nothing", "number\n1\n2\n3\n", 0, ""},
        {"the same", "number;unit;profile\n1;A11;P\n", 0, ""},
        {"in another order", "profile,number\nP,1\n", 0, ""},
        {"a name", "number;familyName\n1;Groß\n", 1, "person"},
        {"no name any more", "number;familyName\n1;\n", 1, "person"},
        {"another unit", "number;unit\n1;A\n", 1, "member"},
        {"a new unit", "number;unit\n1;N\n", 2, "unit"},
        {"no unit", "number;unit\n1;\n", 1, "member"},
        {"another profile", "number;profile\n1;Q\n", 1, "profile"},
        {"no profile", "number;profile\n1;\n", 1, "profile"},
        {"a unit's name", "number;unit;unitName\n1;A11;Gruppe Nord\n", 1, "unit"},
        {"a unit moves", "number;unit;parentUnit\n1;A11;A\n", 1, "unit"},
        {"a role more", "number;role\n2;supervisor|mentor|auditor\n", 1, "role"},
        {"a role less", "number;role\n2;mentor\n", 1, "role"},
        {"roles in another unit", "number;unit;role\n2;A;mentor\n", 4, "member"},
        {"a unit without the roles", "number;unit\n2;A\n", 1, "member"},
        {"another address", "number;mail\n1;neu@stadt.example\n", 2, "person"},
        {"an address in other letters", "number;mail\n1;joerg@STADT.example\n", 1, "person"},
        {"leaves", "number;left\n1;31.12.2026\n", 1, "left"},
        {"does not leave", "number;left\n1;\n", 0, ""},
        {"an end", "number;unit;until\n1;A11;31.12.2026\n", 1, "member"},
        {"an end that has passed", "number;unit;until\n1;A11;31.12.2025\n", 1, "member"},
        {"an open end", "number;unit;profile;until\n1;A11;P;\n", 0, ""},
        {"since earlier", "number;unit;from\n1;A11;01.01.2026\n", 1, "member"},
        {"since later", "number;unit;from\n1;A11;2026-06-01\n", 0, ""},
        {"somewhere else from later on", "number;unit;from\n1;A;2026-06-01\n", 1, "member"},
        {"somebody new", "number\n4\n", 1, "person"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Office office;
            office.import(5, staff);
            const auto entries = office.read(8, row.csv).value();
            BOOST_TEST(entries.size() == row.entries);
            if (!entries.empty())
                BOOST_TEST(std::visit([](const auto& said) { return said.name; },
                                      entries.front().said) == row.first);
            office.import(8, row.csv);
        }
    }
}

BOOST_AUTO_TEST_CASE(times_of_a_row)
{
    Office office;
    const std::string_view csv = "number;unit;profile;role;from;until;left\n"
                                 "1;A;P;mentor;10.01.2026;2026-01-19;\n"
                                 "2;A;P;;2026-01-10T06:00:00+01:00;;29.01.2026\n";
    office.import(5, csv);
    BOOST_TEST(office.unit(1, 9) == "-");
    BOOST_TEST(office.unit(1, 10) == "A");
    BOOST_TEST(office.unit(1, 19) == "A");
    BOOST_TEST(office.unit(1, 20) == "-");
    BOOST_TEST(office.profile(1, 20) == "-");
    BOOST_TEST(office.unit(2, 10) == "-");
    BOOST_TEST(office.unit(2, 11) == "A");
    BOOST_TEST(office.unit(2, 29) == "A");
    BOOST_TEST(office.unit(2, 30) == "-");
    // New units are there for those who were in them before the import.
    Office earlier;
    earlier.import(9, "number;unit;parentUnit;from\n1;A1;A;2026-01-02\n2;A;B;\n");
    for (const char* unit : {"A1", "A", "B"})
        BOOST_TEST(earlier.persons.unit(unit, day(2), forever).has_value());
    BOOST_TEST(!earlier.persons.unit("B", day(1), forever));
}

BOOST_AUTO_TEST_CASE(dates_are_local)
{
    ImportOptions options{.by = "hr", .recorded = day(1), .from = day(1)};
    options.zone = find_zone("Europe/Berlin").value();
    const auto entries = import_employees({}, "number;unit;from;until\n1;A;01.07.2026;31.12.2026\n",
                                          options, [](auto) { return person(1); })
                             .value();
    const auto& member = std::get<said::Member>(entries.back().said);
    BOOST_TEST((member.from == time("2026-06-30T22:00:00Z")));
    BOOST_TEST((member.until == time("2026-12-31T23:00:00Z")));
}

BOOST_AUTO_TEST_CASE(leaving_and_coming_back)
{
    const auto gone = [](const Office& office, int at) {
        return office.persons.has_left(person(1001), day(at), forever);
    };

    const struct {
        const char* name;
        const char* known; // The last day, as known before.
        const char* told;  // As the file says on day 40; null: it has no such column.
        std::string days;  // Who is gone on days 5, 25, 39, 40, 45, 60, 90.
    } rows[] = {
        {"employed", "", "", "......."},
        {"will leave", "", "14.02.2026", "....xxx"},
        {"has left", "", "24.01.2026", ".xxxxxx"},
        {"stays after all", "14.02.2026", "", "......."},
        {"nothing is said about it", "14.02.2026", nullptr, "....xxx"},
        {"leaves later", "14.02.2026", "01.03.2026", ".....xx"},
        {"leaves earlier", "01.03.2026", "14.02.2026", "....xxx"},
        {"left later than was said", "04.01.2026", "24.01.2026", ".xxxxxx"},
        {"left earlier than was said", "24.01.2026", "04.01.2026", "xxxxxxx"},
        {"comes back", "24.01.2026", "", ".xx...."},
        {"is in the file again", "24.01.2026", nullptr, ".xx...."},
        {"comes back to leave again", "24.01.2026", "01.03.2026", ".xx..xx"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Office office;
            office.import(1, std::string("number;left\n1;") + row.known + "\n");
            const auto told = std::string("number;left\n1;") + (row.told ? row.told : "") + "\n";
            office.import(40, row.told ? told : "number\n1\n");
            std::string days;
            for (const int at : {5, 25, 39, 40, 46, 70, 90})
                days += gone(office, at) ? 'x' : '.';
            BOOST_TEST(days == row.days);
        }
    }
}

BOOST_AUTO_TEST_CASE(who_is_missing)
{
    Office office;
    office.import(5, staff);
    auto by_hand = entry(office.persons.last_number() + 1, day(5), named(7, "", 5));
    BOOST_TEST(office.persons.append(std::vector{by_hand}).has_value());
    BOOST_TEST(office.import(10, "number\n1\n") == 0u);
    BOOST_TEST(office.import(10, "number\n1\n", Missing::leave) == 2u);
    BOOST_TEST(!office.persons.has_left(person(1001), day(10), forever));
    BOOST_TEST(office.persons.has_left(person(1002), day(10), forever));
    BOOST_TEST(!office.persons.has_left(person(1002), day(9), forever));
    BOOST_TEST(!office.persons.has_left(person(7), day(10), forever)); // Has no number.
    BOOST_TEST(office.import(20, "number\n1\n2\n", Missing::leave) == 1u);
    BOOST_TEST(office.unit(2, 15) == "-");
    BOOST_TEST(office.unit(2, 20) == "A1");
}

BOOST_AUTO_TEST_CASE(identities_that_are_given_on)
{
    Office office;
    office.import(5, staff);
    BOOST_TEST(office.import(9, "number;mail\n3;joerg@stadt.example\n1;neu@stadt.example\n") == 4u);
    BOOST_TEST(office.is_of(1, "mbox:mailto:joerg@stadt.example", 8));
    BOOST_TEST(office.is_of(3, "mbox:mailto:joerg@stadt.example", 9));
    BOOST_TEST(office.is_of(1, "mbox:mailto:neu@stadt.example", 0));
    BOOST_TEST(office.is_of(1, identity("joerg"), 9));
    // Of one who is merged with the holder: it is his already.
    const auto next = office.persons.last_number() + 1;
    const std::vector merge{entry(next, day(9), said::Merge{person(1003), person(1001)})};
    BOOST_TEST(office.persons.append(merge).has_value());
    BOOST_TEST(office.import(10, "number;mail\n1;joerg@stadt.example\n") == 1u);
    // The merged record is still told of by its own number, and is not missing.
    BOOST_TEST(office.import(11, "number;unit\n3;A\n", Missing::leave) == 2u);
    BOOST_TEST(office.unit(1, 11) == "A11");
}

BOOST_AUTO_TEST_CASE(what_is_refused)
{
    const std::string limit(limits::person_text_bytes, 'x');

    const struct {
        const char* name;
        std::string csv;
        const char* complaints; // Empty: accepted.
    } rows[] = {
        {"a number", "number\n1\n", ""},
        {"no rows", "number\n", ""},
        {"nothing at all", "", "/1/number required"},
        {"no number", "mail\na@x.example\n", "/1/number required"},
        {"an empty number", "number;mail\n;a@x.example\n", "/2/number required"},
        {"an unknown column", "number;Nummer\n1;2\n", "/1/2 unknown_column"},
        {"a column in other letters", "Number\n1\n", "/1/1 unknown_column, /1/number required"},
        {"a column twice", "number;mail;mail\n1;;\n", "/1/3 unique"},
        {"blanks around names", " number ; mail\n1;\n", ""},
        {"a column too few", "number;mail\n1\n2;\n", "/2 columns"},
        {"a column too many", "number;mail\n1;;\n", "/2 columns"},
        {"a number twice", "number\n1\n2\n1\n", "/4/number unique"},
        {"an address twice", "number;mail\n1;a@x.example\n2;a@X.example\n", "/3/mail unique"},
        {"no address", "number;mail\n1;joerg\n", "/2/mail mail"},
        {"an address with an Umlaut", "number;mail\n1;jörg@x.example\n", ""},
        {"an account", "number;accountHomePage;accountName\n1;https://x.example;jörg\n", ""},
        {"an account without name", "number;accountHomePage;accountName\n1;https://x.example;\n",
         "/2/accountName required"},
        {"an account without page", "number;accountHomePage;accountName\n1;;jörg\n",
         "/2/accountHomePage required"},
        {"an account of no page", "number;accountHomePage;accountName\n1;x;jörg\n",
         "/2/accountHomePage iri"},
        {"half of an account", "number;accountName\n1;x\n", "/1/accountHomePage required"},
        {"a unit's name alone", "number;unitName\n1;x\n", "/1/unit required"},
        {"a name of no unit", "number;unit;unitName\n1;;x\n", "/2/unit required"},
        {"units with two names", "number;unit;unitName\n1;A;x\n2;A;\n3;A;y\n",
         "/4/unitName contradiction"},
        {"units in two others", "number;unit;parentUnit\n1;A;B\n2;A;C\n",
         "/3/parentUnit contradiction"},
        {"units in a circle", "number;unit;parentUnit\n1;A;B\n2;B;A\n", "/2/parentUnit cycle"},
        {"a unit in itself", "number;unit;parentUnit\n1;A;A\n", "/2/parentUnit cycle"},
        {"a circle with what is known", "number;unit;parentUnit\n1;K;KK\n", "/2/parentUnit cycle"},
        {"known units the other way", "number;unit;parentUnit\n1;K;L\n", ""},
        {"a date", "number;left\n1;28.02.2026\n", ""},
        {"no date", "number;left\n1;29.02.2026\n", "/2/left date"},
        {"a date of another country", "number;left\n1;02/28/2026\n", "/2/left date"},
        {"a short date", "number;left\n1;1.2.2026\n", "/2/left date"},
        {"until before from", "number;from;until\n1;02.01.2026;01.01.2026\n", "/2/until order"},
        {"for a day", "number;from;until\n1;02.01.2026;02.01.2026\n", ""},
        {"an open quote", "number;mail\n1;\"a@x.example\n2;\n", "/2/mail quote"},
        {"behind a row of three lines", "number;familyName;mail\n1;\"a b\";\n2;c;d\n",
         "/3/mail mail"},
        {"a line break in a name", "number;familyName\n1;\"a\nb\"\n2\n",
         "/2/familyName text, /4 columns"},
        {"a long name", "number;familyName\n1;" + limit + "\n", ""},
        {"a longer name", "number;familyName\n1;" + limit + "x\n", "/2/familyName length"},
        {"a longer role", "number;role\n1;a|" + limit + "x\n", "/2/role length"},
        {"a longer profile", "number;profile\n1;" + limit + "x\n", "/2/profile length"},
        {"a longer unit", "number;unit\n1;" + limit + "x\n", "/2/unit length"},
        {"another encoding", "number;familyName\n1;a\n2;M\xfcller\n", "/3 utf8"},
        {"all faults", "number;mail;left\n;x;y\n1;z;\n",
         "/2/number required, /2/left date, /2/mail mail, /3/mail mail"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Office office;
            office.import(1, "number;unit;parentUnit\n9;KK;K\n8;L;\n");
            const auto before = office.persons.entries();
            const auto result = office.read(5, row.csv);
            BOOST_TEST(complaints(result) == row.complaints);
            if (result) office.import(5, row.csv);
            BOOST_TEST((office.persons.entries() == before) == (!result || result->empty()));
        }
    }
}

BOOST_AUTO_TEST_CASE(limits_of_a_file)
{
    const Office office;
    std::string csv = "number\n";
    for (std::size_t i = 1; i <= limits::csv_rows; ++i)
        csv += std::to_string(i) + "\n";
    BOOST_TEST(office.read(1, csv).has_value());
    const auto one_more = office.read(1, csv + "0\n");
    BOOST_TEST((one_more.error().kind == base::ErrorKind::too_large));
    const std::string blank(limits::csv_bytes - 8, '\n');
    BOOST_TEST(office.read(1, "number\n" + blank + "1").has_value());
    const auto too_long = office.read(1, "number\n" + blank + "1\n");
    BOOST_TEST((too_long.error().kind == base::ErrorKind::too_large));
}

BOOST_AUTO_TEST_CASE(not_more_complaints_than_one_reads)
{
    const auto refused = [](std::size_t rows) {
        std::string csv = "number;mail\n";
        for (std::size_t i = 1; i <= rows; ++i)
            csv += std::to_string(i) + ";x\n";
        return Office().read(1, csv).error();
    };
    BOOST_TEST(refused(limits::complaints - 1).why == "The file of employees is not right.");
    const auto error = refused(limits::complaints + 1);
    BOOST_TEST(error.complaints.size() == limits::complaints);
    BOOST_TEST(error.why.find("there may be more") != error.why.npos);
}

// How a fault is told: nothing of the row but the cell.
BOOST_AUTO_TEST_CASE(a_complaint)
{
    const auto error = Office().read(1, "number;familyName;left\n17;Groß;gestern\n").error();
    const base::Complaint expected{
        "/2/left", "date", "gestern",
        "be a date such as 31.12.2026 or 2026-12-31, or an RFC 3339 time"};
    BOOST_TEST_REQUIRE(error.complaints.size() == 1u);
    BOOST_TEST((error.complaints[0] == expected));
}

BOOST_AUTO_TEST_SUITE_END()

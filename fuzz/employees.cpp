// Files of employees, against a small register. What is refused is told in texts fit to be shown;
// what is accepted is taken by the register, and then says nothing new.
#include "base/digest.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "competency/employees_csv.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace competency;

constexpr Timestamp now = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1);

void require(bool holds)
{
    if (!holds) std::abort();
}

PersonId id_of(std::string_view number)
{
    PersonId id;
    const auto digest = base::sha256(number);
    std::copy_n(digest.begin(), id.uuid.bytes.size(), id.uuid.bytes.begin());
    return id;
}

// Somebody in a unit within another, with an address, a profile and a role.
Persons small_register()
{
    Persons persons;
    const auto who = id_of("1");
    const Said said[] = {
        said::Unit{"K", "", "K", now},
        said::Unit{"KK", "K", "KK", now},
        said::Person{who, "1", "Ann", "Alt", "ann@x.example", now},
        said::Link{who, "mbox:mailto:ann@x.example", now},
        said::Member{who, "KK", now},
        said::Profile{who, "P", now},
        said::Role{who, "mentor", "KK", now},
    };
    std::vector<PersonEntry> entries;
    for (const auto& each : said)
        entries.push_back({{entries.size() + 1, now, "hr"}, "", each});
    require(persons.append(entries).has_value());
    return persons;
}

void check_refusal(const base::Error& error)
{
    require(error.kind == base::ErrorKind::invalid || error.kind == base::ErrorKind::too_large);
    require(!error.why.empty() && base::is_utf8(error.why));
    require(error.complaints.size() <= limits::complaints);
    require(error.complaints.empty() == (error.kind == base::ErrorKind::too_large));
    for (const auto& complaint : error.complaints) {
        require(complaint.where.starts_with('/') && base::is_utf8(complaint.where));
        require(base::is_utf8(complaint.found));
        require(complaint.found.size() <= limits::found_bytes + 3); // Three dots.
        require(!complaint.rule.empty() && base::is_utf8(complaint.expected));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    ImportOptions options{.by = "hr", .recorded = now, .from = now + std::chrono::days(9)};
    options.missing = size % 2 == 0 ? Missing::leave : Missing::stay;
    auto persons = small_register();
    const auto entries = import_employees(persons, text, options, id_of);
    if (!entries) {
        check_refusal(entries.error());
        return 0;
    }
    if (const auto taken = persons.append(*entries); !taken) {
        // The file may put what is known, and what is in it, too deep.
        for (const auto& complaint : taken.error().complaints)
            require(complaint.rule == "limit");
        return 0;
    }
    require(import_employees(persons, text, options, id_of).value().empty());
    return 0;
}

// Employees from a file of a personnel system: comma-separated values in UTF-8 with a header line,
// separated by ; or ,. What the file says is compared with what is known, and the difference is
// what has to be told; so the same file again tells nothing.
//
// Columns, by name and in any order; those that are not there say nothing:
//   number           required, and the key: in one row only
//   givenName, familyName, mail
//   accountHomePage, accountName    both or none
//   unit             where somebody is; empty: nowhere
//   unitName, parentUnit            about that unit, empty: nothing said. A unit that is new, also
//                    a parent without rows of its own, is made, by default with its id as its name
//   role             the roles in that unit, separated by |, and no other ones
//   profile          empty: none
//   from, until      when unit, roles and profile hold; empty: from ImportOptions::from, and open.
//                    Somebody whose `until` has passed by then has none of them
//   left             the last day of employment; empty: employed
// Times are dates in the zone (31.12.2026 or 2026-12-31), `from` from their beginning, `until` and
// `left` to their end, or RFC 3339 times that are the very point.
//
// Mail address and account become identities (mbox, account). They are only added: what somebody
// had before stays his until it is given to another one or taken by hand. Who is in the file and
// had left, with no date in `left`, comes back. Rows of persons who are merged into another tell
// about the merged record.
//
// Told by hand for a later time stays, unless the file says something else for the time before it.
#pragma once

#include "competency/calendar.hpp"
#include "competency/persons.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

// What becomes of those who have a number and are not in the file.
enum class Missing { stay, leave };

struct ImportOptions {
    std::string by;
    std::string why{};
    Timestamp recorded; // Not before Persons::last_recorded().
    Timestamp from;     // When things hold of which the file does not say it.
    // The same for identities that nobody ever had: evidence from before the first import counts
    // from then on. Empty, or later than `from`: `from`.
    std::optional<Timestamp> linked_from{};
    Zone zone{};
    Missing missing = Missing::stay;
};

// A new id for the employee of this number.
using NewPersonId = std::function<PersonId(std::string_view number)>;

// The entries that Persons::append() takes next, to be told in one call.
// invalid: a complaint for every bad row, at most limits::complaints; `where` is "/7/mail", the
// line of the file and the column. too_large: more than limits::csv_bytes or ::csv_rows.
base::Result<std::vector<PersonEntry>> import_employees(const Persons& now, std::string_view csv,
                                                        const ImportOptions& options,
                                                        const NewPersonId& new_person_id);

} // namespace competency

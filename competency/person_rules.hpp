// What an entry about persons may say, given what was said before it.
#pragma once

#include "competency/person_records.hpp"

#include <string>

namespace competency {

// Complaints about an entry that is to be added next. `where` is the entry's place.
void check_next_entry(const PersonRecords& records, const PersonEntry& entry,
                      const std::string& where, base::Complaints& errors);

} // namespace competency

// Answers as tables for spreadsheets: CSV as in RFC 4180, UTF-8 without a byte order mark, the
// first line with the names of the columns, each line ended by CR LF.
//
//   attainment  competency, level, status, since, until, next_level, next_progress
//   gap         competency, target, min, level, missing, critical, status, since, until, progress
//   expiring    competency, level, then, status, since, until, evidence
//   heat map    unit, parent, competency, people, share, hidden
//
// Rows and values are those of the JSON answers; null is an empty field, `critical` is yes or no.
// Names and order of columns stay as they are; new ones come behind.
//
// A text that begins with = + - @, a tab or an end of line would be a formula to some spreadsheets:
// it gets an apostrophe in front, which they take for "text". So does one that begins with an
// apostrophe, so that taking one away always gives the text back.
#pragma once

#include "competency/aggregate.hpp"
#include "competency/heading.hpp"

#include <span>
#include <string>
#include <string_view>

namespace competency {

// German spreadsheets expect the semicolon.
enum class Separator : char { comma = ',', semicolon = ';' };

std::string attainment_csv(const Model& model, const Roles& roles,
                           std::span<const EvidenceRow> rows, const Asked& asked,
                           Separator separator);

// not_found: the model has no such profile.
base::Result<std::string> gap_csv(const Model& model, const Roles& roles,
                                  std::span<const EvidenceRow> rows, const Asked& asked,
                                  std::string_view profile, Separator separator);

std::string expiring_csv(const Model& model, const Roles& roles, std::span<const EvidenceRow> rows,
                         const Asked& asked, Period within, Separator separator);

std::string heat_map_csv(const Model& model, std::span<const Unit> units, const HeatMap& map,
                         const Published& about, Separator separator);

} // namespace competency

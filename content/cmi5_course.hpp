// The structure of a cmi5 course (cmi5 13 and 14), read from a cmi5.xml.
//
// Limits: limits::cmi5_..., course_text_bytes and those of content/xml.hpp. More than 1000 AUs are
// a course like any other (6.1). Elements and attributes of other namespaces stand where the schema
// has them, and are passed over.
//
// Refusals: cmi5.xml.namespace, .order, .unknown, .attribute, .repeated, .missing (the schema);
// cmi5.{course,block,au,objective}.id_missing, .id_iri; cmi5.{block,au,objective}.id_unique;
// cmi5.au.move_on, .launch_method, .mastery_score, .activity_type_iri, .url_parameter, and those
// of content/course_url.hpp; cmi5.objective.idref_iri; cmi5.text.language;
// cmi5.limit.{aus,blocks,depth,objectives,references,text}.
// Warnings: cmi5.course.id_shared, cmi5.objective.idref_unknown, cmi5.au.activity_type_empty,
// cmi5.au.mastery_score_precision, cmi5.au.url_case.
#pragma once

#include "content/course_text.hpp"
#include "content/file_index.hpp"
#include "content/findings.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace content {

// When an AU is satisfied (13.1.4); being waived satisfies each.
enum class MoveOn { not_applicable, passed, completed, completed_and_passed, completed_or_passed };

enum class LaunchMethod { any_window, own_window };

std::string_view name_of(MoveOn value); // "CompletedAndPassed"
std::string_view name_of(LaunchMethod value);

struct Cmi5Objective {
    std::string id;
    CourseTexts title;
    CourseTexts description;
};

struct Cmi5Au {
    std::string id; // The publisher's; what statements are about: content/cmi5_ids.hpp.
    CourseTexts title;
    CourseTexts description;
    std::vector<std::string> objectives; // Their ids.
    LaunchMethod launch_method = LaunchMethod::any_window;
    MoveOn move_on = MoveOn::not_applicable;
    std::optional<double> mastery_score; // 0 to 1
    std::string activity_type;           // Empty: not said.
    std::string url;                     // Complete, or relative to the top of the package.
    std::optional<std::string> launch_parameters;
    std::optional<std::string> entitlement_key;
};

// A part of a course or block: where it is in Cmi5Course::aus or ::blocks.
struct Cmi5Part {
    enum class Kind { au, block };
    Kind kind;
    std::size_t index;

    bool operator==(const Cmi5Part&) const = default;
};

struct Cmi5Block {
    std::string id;
    CourseTexts title;
    CourseTexts description;
    std::vector<std::string> objectives;
    std::vector<Cmi5Part> parts;
};

struct Cmi5Course {
    std::string id;
    CourseTexts title;
    CourseTexts description;
    std::vector<Cmi5Objective> objectives;
    std::vector<Cmi5Au> aus;       // In the order of the document, and so are
    std::vector<Cmi5Block> blocks; // these: a block comes before those in it.
    std::vector<Cmi5Part> parts;
};

// `files`: all of the package around the document, which must lie at its top (14.1); null: the
// document stands alone. Without a course, a refusal says why.
std::optional<Cmi5Course> read_cmi5(std::string_view bytes, std::string_view file,
                                    const FileIndex* files, Findings& findings);

} // namespace content

// The IRIs by which statements name what a course is made of. ADL's profile of xAPI for SCORM
// recommends their shape in "Guidelines for Activity IRI Construction"; where it writes two of them
// (interactions/ and interaction/, objectives/ and objective/), these are the ones of its list.
//
// Identifiers of content are percent-encoded as one segment of the path: what holds a slash or an
// IRI of its own stays one thing. One that would make an IRI longer than limits::iri_bytes is
// named by its SHA-256, "sha256-..."; so each of these is an IRI when what it is built on is one
// that leaves room for 100 bytes more. No base may have a query or a fragment.
#pragma once

#include "base/uuid.hpp"

#include <string>
#include <string_view>

namespace content {

// <base>/<course>
std::string course_iri(std::string_view base, std::string_view course);
// <course>/<item of the manifest>
std::string sco_iri(std::string_view course, std::string_view item);
// <sco>?attemptId=<uuid>
std::string attempt_iri(std::string_view sco, const base::Uuid& attempt);
// <sco>/interactions/<id>
std::string interaction_iri(std::string_view sco, std::string_view id);
// <sco or course or base>/objectives/<id>: known to the SCO, to the course or to all courses.
std::string objective_iri(std::string_view owner, std::string_view id);

} // namespace content

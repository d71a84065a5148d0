// What is asked of an answer about a person, how such an answer begins, and what is said of ids
// that the model does not know.
#pragma once

#include "competency/evaluate.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace competency {

struct Asked {
    std::string identity;
    Timestamp as_of;
    Timestamp known_at;
    Watermark watermark{};
    std::string person{}; // As the answer names him. Empty: by the identity.
};

// {"agent" or "person", "asOf", "knownAt", "model", "watermark"}, as in competency/evaluate.hpp.
boost::json::object heading(const Model& model, const Asked& asked);

// not_found: there is none; the reason names those that there are, limits::complaints at most.
base::Result<std::size_t> find_profile(const Model& model, std::string_view id);
// The same; retired competencies are none.
base::Result<std::size_t> find_competency(const Model& model, std::string_view id);

} // namespace competency

// Where a course says that its parts begin: a URL, or a reference to a file of the package.
#pragma once

#include "content/file_index.hpp"
#include "content/reading.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct EntryPoint {
    std::string url;
    unsigned line;
    std::string_view rules; // What the names of the rules begin with: "cmi5.au".
};

// Complains of what can be launched by nobody, or should not be. `files` null: there is no package
// around the document, so that every URL must be complete (cmi5 14.2). Relative ones start at the
// document's folder. Rules: .url_missing, .url_syntax, .url_scheme, .url_absolute, .url_outside,
// .url_in_package; a warning is .url_case.
void check_url(const EntryPoint& entry, const FileIndex* files, Reading& reading);

// The scheme as it stands there, without ':'; empty: the reference is relative.
std::string_view scheme_of(std::string_view url);

// The names of the parameters in a URL's query, decoded.
std::vector<std::string> parameters_of(std::string_view url);

struct Parameter {
    std::string_view name;
    std::string_view value; // Not encoded yet.
};

// The URL with more parameters behind its own ones, before its fragment.
std::string with_parameters(std::string_view url, std::span<const Parameter> parameters);

// A complete URL: one that is relative starts at `folder`, the address of the document's folder.
std::string complete_url(std::string_view url, std::string_view folder);

} // namespace content

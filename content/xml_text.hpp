// The text of an XML document in UTF-8, whatever encoding it came in.
//
// A byte order mark decides, then the first character of what is UTF-16 without one, then the
// document's declaration; without any of these it is UTF-8 (XML 1.0, appendix F). ISO-8859-1 is
// read as windows-1252, its superset: programs that write one mean the other. What is declared to
// be UTF-16 and is plainly not so (the declaration could be read byte by byte) is read as UTF-8.
#pragma once

#include "content/findings.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace content {

// Without byte order mark and NUL. Empty, with a refusal: another encoding, bytes that do not fit
// it, or more than limits::xml_bytes.
std::optional<std::string> xml_text(std::string_view bytes, std::string_view file,
                                    Findings& findings);

} // namespace content

// A document of a package while it is read: where its complaints belong, and how many are kept.
#pragma once

#include "content/findings.hpp"

#include <string>
#include <string_view>

namespace content {

class Reading {
public:
    // `findings` must outlive this; `file` is the document's name in the package.
    Reading(std::string_view file, Findings& findings) : file_(file), findings_(findings) {}

    // Line 0: the document as a whole. `expected` ends the sentence "This must ...".
    void refuse(unsigned line, std::string_view rule, std::string_view found,
                std::string_view expected);
    void warn(unsigned line, std::string_view rule, std::string_view found,
              std::string_view expected);

    const std::string& file() const { return file_; }

    bool refused() const { return findings_.refused(); }

private:
    void tell(base::Complaints& kept, unsigned line, std::string_view rule, std::string_view found,
              std::string_view expected) const;

    std::string file_;
    Findings& findings_;
};

} // namespace content

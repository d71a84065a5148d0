#include "conformance/requirement.hpp"

#include "conformance/topics.hpp"

#include <cstdlib>
#include <iterator>

namespace conformance {

std::string_view to_string(Level level)
{
    switch (level) {
    case Level::must: return "must";
    case Level::should: return "should";
    case Level::choice: return "choice";
    }
    std::abort();
}

std::string_view topic_of(const Requirement& requirement)
{
    return std::string_view(requirement.id).substr(0, requirement.id.find('.'));
}

bool fits_glob(std::string_view text, std::string_view glob)
{
    if (glob.empty()) return text.empty();
    if (glob.front() == '*') {
        return fits_glob(text, glob.substr(1)) ||
               (!text.empty() && fits_glob(text.substr(1), glob));
    }
    return !text.empty() && (glob.front() == '?' || glob.front() == text.front()) &&
           fits_glob(text.substr(1), glob.substr(1));
}

const std::vector<Requirement>& requirements()
{
    using namespace topics;
    static const auto all = [] {
        std::vector<Requirement> out;
        for (const auto topic :
             {about,      versions,   authentication, data,        schemes,          storing,
              properties, comparison, bytes,          queries,     query_values,     formats,
              voiding,    references, more,           attachments, attachments_back, signatures,
              documents,  state,      agents,         activities,  concurrency,      head,
              alternate,  leniency,   limits,         scopes}) {
            auto table = topic();
            out.insert(out.end(), std::make_move_iterator(table.begin()),
                       std::make_move_iterator(table.end()));
        }
        return out;
    }();
    return all;
}

} // namespace conformance

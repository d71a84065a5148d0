// Reading one object of a commit. Every getter warns of what breaks its rule and then answers as if
// nothing stood there; see cmi.hpp.
#pragma once

#include "base/limits.hpp"
#include "content/cmi.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace content {

void complain(base::Complaints& out, std::string where, std::string_view rule,
              const boost::json::value& found, std::string expected);

// A text of a vocabulary and what it means.
template <class Value>
struct Word {
    std::string_view text;
    Value value;
};

class Elements {
public:
    // Null: an object without members.
    Elements(const boost::json::object* object, std::string where, base::Complaints& warnings)
        : object_(object), where_(std::move(where)), warnings_(warnings)
    {
    }

    // In characters, the SPM; in bytes, what is taken at all. Numbers and booleans are texts, too.
    std::string text(std::string_view name, std::size_t spm,
                     std::size_t most = limits::scorm_text_bytes) const;

    // A JSON number. With bounds (JSON numbers as well), one within them.
    std::string decimal(std::string_view name, std::string_view low = {},
                        std::string_view high = {}) const;

    std::optional<Hundredths> timespan(std::string_view name, ScormVersion version) const;

    // A point in time, or of 1.2 one of some day.
    std::string time(std::string_view name, ScormVersion version) const;

    template <class Value>
    Value one_of(std::string_view name, std::span<const Word<Value>> words, Value otherwise) const
    {
        const auto text = word(name);
        if (text.empty()) return otherwise;
        std::string known;
        for (const auto& row : words) {
            if (row.text == text) return row.value;
            known += (known.empty() ? "" : ", ") + std::string(row.text);
        }
        warn(name, "cmi.vocabulary", "be one of: " + known);
        return otherwise;
    }

    Elements inner(std::string_view name) const;

    // The elements of an array in their order, at most so many. An array within an array, too, is
    // of objects.
    std::vector<std::pair<Index, Elements>> array(std::string_view name, std::size_t most) const;

    void warn(std::string_view name, std::string_view rule, std::string expected) const;

private:
    const boost::json::value* find(std::string_view name) const;
    std::string word(std::string_view name) const;
    std::string where(std::string_view name) const;

    const boost::json::object* object_;
    std::string where_;
    base::Complaints& warnings_;
};

} // namespace content

// Reading one object of a model document: what is asked for is checked and known, what nobody
// asked for is refused in the end.
#pragma once

#include "base/error.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace competency {

void complain(base::Complaints& out, std::string where, std::string_view rule,
              const boost::json::value* found, std::string expected);

// A JSON Pointer (RFC 6901) one step deeper.
std::string below(const std::string& where, std::string_view key);
std::string below(const std::string& where, std::size_t index);

enum class Presence { required, optional };

// Every getter complains by itself and then answers as if the member was absent.
class Members {
public:
    Members(const boost::json::value& value, std::string where, base::Complaints& out);

    const boost::json::value* find(std::string_view name, Presence presence);
    std::optional<std::string> text(std::string_view name, Presence presence);
    std::optional<std::string> iri(std::string_view name, Presence presence);
    std::optional<bool> flag(std::string_view name);
    std::optional<std::int64_t> whole(std::string_view name, Presence presence, std::int64_t low,
                                      std::int64_t high);
    const boost::json::array* list(std::string_view name, Presence presence);
    const boost::json::object* object(std::string_view name, Presence presence);
    std::vector<std::string> texts(std::string_view name);
    // A text in German and in English at least: {"de": "...", "en": "..."}.
    void translations(std::string_view name, Presence presence);
    // A text that may be null, which means the same as its absence.
    std::optional<std::string> text_or_null(std::string_view name);

    // Members named in capitals are notes of the author's.
    void allow_annotations() { annotations_ = true; }

    void complain(std::string_view name, std::string_view rule, std::string expected);

    std::string where(std::string_view name) const { return below(where_, name); }

    const std::string& where() const { return where_; }

    // What nobody has asked for by now is refused; the last call on every object.
    void refuse_others(std::string_view rule = "unknown_member");

private:
    const boost::json::object* object_;
    std::string where_;
    base::Complaints& out_;
    std::vector<std::string_view> known_;
    bool annotations_ = false;
};

// Calls back with every element and its place.
template <class Each>
void each(const boost::json::array* list, const std::string& where, Each call)
{
    if (!list) return;
    for (std::size_t i = 0; i < list->size(); ++i)
        call((*list)[i], below(where, i));
}

// The value of this text in a table of names. Other texts are complained of as unsupported_node.
template <class Value>
std::optional<Value> one_of(Members& members, std::string_view name, Presence presence,
                            std::initializer_list<std::pair<std::string_view, Value>> values)
{
    const auto text = members.text(name, presence);
    if (!text) return std::nullopt;
    std::string names;
    for (const auto& [known, value] : values) {
        if (*text == known) return value;
        names += (names.empty() ? "" : ", ") + std::string(known);
    }
    members.complain(name, "unsupported_node", "be one of: " + names);
    return std::nullopt;
}

} // namespace competency

// Where the parts of a JSON text stand in it. For texts that parse() has accepted: nothing here
// checks syntax again. This is how received bytes are kept while a few members are replaced, and
// how a number's own digits are read.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace statements::raw {

struct Member {
    std::string_view key;   // As written, without quotes, escapes kept.
    std::string_view value; // As written.
    std::size_t begin;      // Offset of the key's opening quote.
    std::size_t end;        // Offset behind the value.
};

// The members of an object in order of appearance.
std::vector<Member> members(std::string_view object);

// The elements of an array.
std::vector<std::string_view> elements(std::string_view array);

// The elements of an array one after another, with the members of those that are objects: one pass
// over a batch, where elements() and members() of each would take two.
class ElementReader {
public:
    explicit ElementReader(std::string_view array);

    // False: there is none left.
    bool next();

    // As written.
    std::string_view text() const { return text_; }

    // Of the current element, until the next one; none of what is no object.
    std::span<const Member> members() const { return members_; }

private:
    std::string_view array_;
    std::size_t at_;
    std::string_view text_;
    std::vector<Member> members_;
};

// The value at a path of keys ("result", "score", "scaled"). Keys written with escapes are found
// too.
std::optional<std::string_view> at(std::string_view object,
                                   std::initializer_list<std::string_view> path);

// The name that a key as written means. `room` holds it when it was written with escapes.
std::string_view name_of(std::string_view written, std::string& room);

// True when a key as written means this name.
bool is_key(std::string_view written, std::string_view name);

} // namespace statements::raw

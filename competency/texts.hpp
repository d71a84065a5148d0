// Texts as small numbers: each is kept once, and numbers are compared in its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace competency {

class Texts {
public:
    using Id = std::uint32_t; // In the order of their first interning, from 0.

    Id intern(std::string_view text);
    std::optional<Id> find(std::string_view text) const;
    // Until the next intern() or shrink().
    std::string_view operator[](Id id) const;

    std::size_t size() const { return ends_.size(); }

    // Forgets the texts behind the first `count`.
    void shrink(std::size_t count);

private:
    // Where the text is, or where it would go.
    std::size_t slot_of(std::string_view text) const;
    void grow();

    std::string bytes_; // All texts, one behind the other.
    std::vector<std::size_t> ends_;
    std::vector<Id> slots_; // A hash table with linear probing: ids plus 1; 0 is free.
};

} // namespace competency

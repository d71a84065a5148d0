#include "competency/texts.hpp"

#include <functional>

namespace competency {
namespace {

constexpr std::size_t first_slots = 64; // A power of two, as all later sizes.

} // namespace

std::string_view Texts::operator[](Id id) const
{
    const auto begin = id == 0 ? 0 : ends_[id - 1];
    return std::string_view(bytes_).substr(begin, ends_[id] - begin);
}

std::size_t Texts::slot_of(std::string_view text) const
{
    const auto mask = slots_.size() - 1;
    auto slot = std::hash<std::string_view>()(text) & mask;
    while (slots_[slot] != 0 && (*this)[slots_[slot] - 1] != text)
        slot = (slot + 1) & mask;
    return slot;
}

std::optional<Texts::Id> Texts::find(std::string_view text) const
{
    if (slots_.empty()) return std::nullopt;
    const auto found = slots_[slot_of(text)];
    return found == 0 ? std::nullopt : std::optional(found - 1);
}

Texts::Id Texts::intern(std::string_view text)
{
    if (const auto known = find(text)) return *known;
    if (2 * (size() + 1) > slots_.size()) grow();
    const auto slot = slot_of(text);
    bytes_ += text;
    ends_.push_back(bytes_.size());
    return (slots_[slot] = static_cast<Id>(size())) - 1;
}

// In the order of ids, so that every text stands where it would if the table had always had this
// size: shrink() relies on it.
void Texts::grow()
{
    slots_.assign(slots_.empty() ? first_slots : 2 * slots_.size(), 0);
    for (Id id = 0; id < size(); ++id)
        slots_[slot_of((*this)[id])] = id + 1;
}

// The last one in is on the way to no other one: it leaves no hole.
void Texts::shrink(std::size_t count)
{
    while (size() > count) {
        const auto last = (*this)[static_cast<Id>(size() - 1)];
        slots_[slot_of(last)] = 0;
        bytes_.resize(bytes_.size() - last.size());
        ends_.pop_back();
    }
}

} // namespace competency

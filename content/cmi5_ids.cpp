#include "content/cmi5_ids.hpp"

#include "base/uuid.hpp"

namespace content {
namespace {

std::optional<std::size_t> find(const auto& indexes, std::string_view id)
{
    const auto found = indexes.find(id);
    if (found == indexes.end()) return std::nullopt;
    return found->second;
}

} // namespace

Cmi5Ids::Cmi5Ids(const Cmi5Course& course, std::string_view base)
{
    // THESE NAMES ARE IN STORED STATEMENTS. They are never changed.
    const auto space = base::uuid_v5(base::url_namespace, course.id);
    const auto name = [&](std::string_view kind, const base::Uuid& uuid) {
        return std::string(base).append(kind).append(base::to_string(uuid));
    };
    course_ = name("/course/", space);
    for (const auto& au : course.aus) {
        aus_.push_back(name("/au/", base::uuid_v5(space, au.id)));
        au_indexes_.emplace(aus_.back(), au_indexes_.size());
    }
    for (const auto& block : course.blocks) {
        blocks_.push_back(name("/block/", base::uuid_v5(space, block.id)));
        block_indexes_.emplace(blocks_.back(), block_indexes_.size());
    }
}

const std::string& Cmi5Ids::of(const Cmi5Unit& unit) const
{
    return unit.kind == Cmi5Unit::Kind::course ? course_ : blocks_[unit.index];
}

std::optional<std::size_t> Cmi5Ids::au_of(std::string_view id) const
{
    return find(au_indexes_, id);
}

std::optional<Cmi5Unit> Cmi5Ids::unit_of(std::string_view id) const
{
    if (id == course_) return Cmi5Unit{Cmi5Unit::Kind::course};
    const auto block = find(block_indexes_, id);
    if (!block) return std::nullopt;
    return Cmi5Unit{Cmi5Unit::Kind::block, *block};
}

} // namespace content

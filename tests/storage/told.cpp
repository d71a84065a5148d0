#include "tests/storage/told.hpp"

#include "statements/parse.hpp"

namespace storage_tests {

void Told::add(const std::vector<storage::LogEntry>& log)
{
    for (const auto& entry : log) {
        auto json = statements::parse(entry.text).value();
        const auto id = statements::id_of(json).value();
        if (statements::is_voiding(json)) voided_.insert(*statements::reference_of(json));
        order_.push_back(id);
        sequences_.emplace(id, entry.sequence);
        statements_.emplace(id, std::move(json));
        last_ = entry.sequence;
    }
}

bool Told::is_voided(const base::Uuid& id) const
{
    return voided_.contains(id) && !statements::is_voiding(statements_.at(id));
}

bool Told::matches(const base::Uuid& id, const statements::Query& query) const
{
    const auto lookup = [this](const base::Uuid& other) {
        const auto found = statements_.find(other);
        return found == statements_.end() ? std::nullopt : std::optional(found->second);
    };
    const auto found = statements_.find(id);
    return found != statements_.end() && statements::matches(found->second, query, lookup);
}

std::vector<base::Uuid> Told::matching(const statements::Query& query) const
{
    std::vector<base::Uuid> found;
    for (auto id = order_.rbegin(); id != order_.rend(); ++id) {
        if (!is_voided(*id) && matches(*id, query)) found.push_back(*id);
    }
    return found;
}

} // namespace storage_tests

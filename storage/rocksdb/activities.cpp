#include "storage/rocksdb/activities.hpp"

#include "base/limits.hpp"
#include "statements/parse.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cassert>

namespace storage::rocks {
namespace {

using base::Error;
using base::ErrorKind;
namespace json = boost::json;

Error damaged()
{
    return {ErrorKind::corrupt, "the definition of an activity cannot be read"};
}

} // namespace

Result<std::optional<std::string>> StoredActivities::definition(Tenant tenant,
                                                                std::string_view activity) const
{
    const auto term =
        statements::hash_term(database_.key(), statements::TermKind::activity, activity);
    return database_.get(activities, activity_key(tenant, term));
}

bool MergedDefinitions::has(const std::string& activity, const base::Hash128& definition) const
{
    const auto found = merged_.find(activity);
    return found != merged_.end() &&
           std::ranges::find(found->second, definition) != found->second.end();
}

void MergedDefinitions::add(const std::string& activity, const base::Hash128& definition)
{
    if (size_ == limits::merged_definitions) {
        merged_.clear();
        size_ = 0;
    }
    auto& known = merged_[activity];
    if (known.size() == limits::merged_of_activity) {
        size_ -= known.size();
        known.clear();
    }
    known.push_back(definition);
    ++size_;
}

void MergedDefinitions::forget(const std::string& activity)
{
    const auto found = merged_.find(activity);
    if (found == merged_.end()) return;
    size_ -= found->second.size();
    merged_.erase(found);
}

Result<> ActivityStage::apply(Tenant tenant, const statements::PreparedStatement& statement)
{
    std::optional<json::value> parsed;
    std::vector<statements::ReceivedDefinition> received;
    for (std::size_t at = 0; at < statement.definitions.size(); ++at) {
        const auto& mark = statement.definitions[at];
        const auto key = activity_key(tenant, mark.activity);
        if (merged_.has(key, mark.definition)) continue;
        if (!parsed) {
            boost::system::error_code failed;
            parsed = statements::parse_stored(statement.text, failed);
            if (failed) return damaged();
            received = statements::definitions_in(*parsed);
            assert(received.size() == statement.definitions.size());
        }
        const auto known = canonical(key);
        if (!known) return known.error();
        if ((*known)->definition.merge(*received[at].definition)) {
            (*known)->changed = true;
            merged_.forget(key);
        }
        merged_.add(key, mark.definition);
    }
    return {};
}

void ActivityStage::finish(::rocksdb::WriteBatch& batch) const
{
    for (const auto& [key, staged] : canonical_) {
        if (staged.changed)
            batch.Put(database_.family(activities), key, json::serialize(staged.definition.json()));
    }
}

Result<ActivityStage::Staged*> ActivityStage::canonical(const std::string& key)
{
    if (const auto staged = canonical_.find(key); staged != canonical_.end())
        return &staged->second;
    const auto text = database_.get(activities, key);
    if (!text) return text.error();
    json::object out;
    if (*text) {
        boost::system::error_code failed;
        auto value = statements::parse_stored(**text, failed);
        if (failed || !value.is_object()) return damaged();
        out = std::move(value.get_object());
    }
    return &canonical_.emplace(key, Staged{statements::CanonicalDefinition(std::move(out))})
                .first->second;
}

} // namespace storage::rocks

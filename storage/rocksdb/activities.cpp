#include "storage/rocksdb/activities.hpp"

#include "base/limits.hpp"
#include "statements/definition.hpp"

#include <boost/json/parse.hpp>
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
    merged_[activity].push_back(definition);
    ++size_;
}

void MergedDefinitions::forget(const std::string& activity)
{
    const auto found = merged_.find(activity);
    if (found == merged_.end()) return;
    size_ -= found->second.size();
    merged_.erase(found);
}

Result<> ActivityStage::apply(Tenant tenant, const statements::PreparedStatement& statement,
                              ::rocksdb::WriteBatch& batch)
{
    std::optional<json::value> parsed;
    std::vector<statements::ReceivedDefinition> received;
    for (std::size_t at = 0; at < statement.definitions.size(); ++at) {
        const auto& mark = statement.definitions[at];
        const auto key = activity_key(tenant, mark.activity);
        if (merged_.has(key, mark.definition)) continue;
        if (!parsed) {
            boost::system::error_code failed;
            parsed = json::parse(statement.text, failed);
            if (failed) return damaged();
            received = statements::definitions_in(*parsed);
            assert(received.size() == statement.definitions.size());
        }
        const auto known = canonical(key);
        if (!known) return known.error();
        if (statements::merge(**known, *received[at].definition)) {
            batch.Put(database_.family(activities), key, json::serialize(**known));
            merged_.forget(key);
        }
        merged_.add(key, mark.definition);
    }
    return {};
}

Result<json::object*> ActivityStage::canonical(const std::string& key)
{
    if (const auto staged = canonical_.find(key); staged != canonical_.end())
        return &staged->second;
    const auto text = database_.get(activities, key);
    if (!text) return text.error();
    json::object out;
    if (*text) {
        boost::system::error_code failed;
        auto value = json::parse(**text, failed);
        if (failed || !value.is_object()) return damaged();
        out = std::move(value.get_object());
    }
    return &canonical_.emplace(key, std::move(out)).first->second;
}

} // namespace storage::rocks

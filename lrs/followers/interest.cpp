#include "lrs/followers/interest.hpp"

#include "competency/assertion.hpp"

#include <algorithm>

namespace lrs {
namespace {

namespace role = statements::role;
using competency::Pattern;
using competency::Patterns;
using statements::TermKind;

constexpr std::string_view voided = "http://adlnet.gov/expapi/verbs/voided";

struct Condition {
    const Patterns& patterns;
    statements::Roles roles;
};

} // namespace

Interest::Interest(const competency::Model& model, const base::Hash128& key)
    : everything_(model.lets_carry())
{
    const auto hash_of = [&](TermKind kind, std::string_view text) {
        return statements::hash_term(key, kind, text);
    };
    always_.insert(hash_of(TermKind::verb, voided));
    for (const auto& verb : competency::assertion_verbs())
        always_.insert(hash_of(TermKind::verb, verb));
    for (const auto& verb : always_)
        terms_.push_back({TermKind::verb, verb, role::verb});

    for (const auto& evidence : model.evidence) {
        const auto& match = evidence.match;
        const Condition conditions[] = {{match.object, role::object},
                                        {match.course, role::object | role::grouping},
                                        {match.parent, role::parent},
                                        {match.grouping, role::grouping},
                                        {match.category, role::category}};
        Mapping mapping;
        for (const auto& [patterns, roles] : conditions) {
            if (patterns.empty() || std::ranges::any_of(patterns, &Pattern::prefix)) continue;
            auto& needed = mapping.emplace_back(Needed{roles, {}});
            for (const auto& pattern : patterns)
                needed.activities.insert(hash_of(TermKind::activity, pattern.text));
        }
        std::vector<base::Hash128> verbs;
        for (const auto& verb : match.verb)
            verbs.push_back(hash_of(TermKind::verb, verb));
        if (mapping.empty() && verbs.empty()) everything_ = true;
        add_terms(mapping, verbs);
        const auto place = mappings_.size();
        mappings_.push_back(std::move(mapping));
        for (const auto& verb : verbs)
            by_verb_[verb].push_back(place);
        if (verbs.empty()) of_any_verb_.push_back(place);
    }
    const auto order = [](const statements::QueryTerm& term) {
        return std::tuple(term.kind, term.term, term.mask);
    };
    std::ranges::sort(terms_, {}, order);
    const auto same = std::ranges::unique(terms_, {}, order);
    terms_.erase(same.begin(), same.end());
}

// Activities before verbs: there are fewer statements about one course than with one verb.
void Interest::add_terms(const Mapping& mapping, const std::vector<base::Hash128>& verbs)
{
    if (!mapping.empty()) {
        for (const auto& activity : mapping.front().activities)
            terms_.push_back({TermKind::activity, activity, mapping.front().roles});
        return;
    }
    for (const auto& verb : verbs)
        terms_.push_back({TermKind::verb, verb, role::verb});
}

bool Interest::meets(const Mapping& mapping, const storage::FeedItem& item)
{
    return std::ranges::all_of(mapping, [&](const Needed& needed) {
        return std::ranges::any_of(item.postings, [&](const statements::Posting& posting) {
            return posting.kind == TermKind::activity && (posting.roles & needed.roles) != 0 &&
                   needed.activities.contains(posting.term);
        });
    });
}

bool Interest::wants_by(std::span<const std::size_t> mappings, const storage::FeedItem& item) const
{
    return std::ranges::any_of(mappings,
                               [&](std::size_t place) { return meets(mappings_[place], item); });
}

bool Interest::wants(const storage::FeedItem& item) const
{
    if (everything_ || item.kind != storage::EntryKind::statement) return true;
    for (const auto& posting : item.postings) {
        if (posting.kind != TermKind::verb || (posting.roles & role::verb) == 0) continue;
        if (always_.contains(posting.term)) return true;
        const auto found = by_verb_.find(posting.term);
        if (found != by_verb_.end() && wants_by(found->second, item)) return true;
    }
    return wants_by(of_any_verb_, item);
}

} // namespace lrs

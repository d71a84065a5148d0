#include "lrs/followers/interest.hpp"

#include "competency/assertion.hpp"
#include "statements/vocabulary.hpp"

#include <algorithm>

namespace lrs {
namespace {

namespace role = statements::role;
using competency::Pattern;
using competency::Patterns;
using statements::TermKind;

struct Place {
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
    Condition always{
        TermKind::verb, role::verb, {hash_of(TermKind::verb, statements::voided_verb)}};
    for (const auto& verb : competency::assertion_verbs())
        always.terms.insert(hash_of(TermKind::verb, verb));
    add({std::move(always)});

    for (const auto& evidence : model.evidence) {
        const auto& match = evidence.match;
        const Place places[] = {
            {match.object, role::object},     {match.course, role::object | role::grouping},
            {match.parent, role::parent},     {match.grouping, role::grouping},
            {match.category, role::category}, {match.other, role::other}};
        Mapping mapping;
        for (const auto& [patterns, roles] : places) {
            if (patterns.empty() || std::ranges::any_of(patterns, &Pattern::prefix)) continue;
            auto& condition = mapping.emplace_back(Condition{TermKind::activity, roles, {}});
            for (const auto& pattern : patterns)
                condition.terms.insert(hash_of(TermKind::activity, pattern.text));
        }
        // After the activities: there are fewer statements about one course than with one verb.
        if (!match.verb.empty()) {
            auto& condition = mapping.emplace_back(Condition{TermKind::verb, role::verb, {}});
            for (const auto* verbs : {&match.verb, &match.verb_of_success}) {
                for (const auto& verb : *verbs)
                    condition.terms.insert(hash_of(TermKind::verb, verb));
            }
        }
        add(std::move(mapping));
    }
    const auto order = [](const statements::QueryTerm& term) {
        return std::tuple(term.kind, term.term, term.mask);
    };
    std::ranges::sort(terms_, {}, order);
    const auto same = std::ranges::unique(terms_, {}, order);
    terms_.erase(same.begin(), same.end());
}

void Interest::add(Mapping mapping)
{
    if (mapping.empty()) {
        everything_ = true;
        return;
    }
    const auto& lead = mapping.front();
    for (const auto& term : lead.terms) {
        led_by_[term].push_back(mappings_.size());
        terms_.push_back({lead.kind, term, lead.roles});
    }
    mappings_.push_back(std::move(mapping));
}

bool Interest::meets(const Mapping& mapping, const storage::FeedItem& item)
{
    return std::ranges::all_of(mapping, [&](const Condition& condition) {
        return std::ranges::any_of(item.postings, [&](const statements::Posting& posting) {
            return posting.kind == condition.kind && (posting.roles & condition.roles) != 0 &&
                   condition.terms.contains(posting.term);
        });
    });
}

bool Interest::wants(const storage::FeedItem& item) const
{
    if (everything_ || item.kind != storage::EntryKind::statement) return true;
    return std::ranges::any_of(item.postings, [&](const statements::Posting& posting) {
        const auto led = led_by_.find(posting.term);
        return led != led_by_.end() && std::ranges::any_of(led->second, [&](std::size_t place) {
                   return meets(mappings_[place], item);
               });
    });
}

} // namespace lrs

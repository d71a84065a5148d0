// The meaning of a model at one point of time, spelled out without any set algebra: does this
// level hold at x, given what had happened by D and was known at K? Slow and plain on purpose.
#pragma once

#include "competency/assertion.hpp"
#include "competency/evidence.hpp"
#include "competency/leaf.hpp"
#include "competency/roles.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace support::kmx {

class Oracle {
public:
    Oracle(const competency::Model& model, const competency::Roles& roles,
           const std::vector<competency::EvidenceRow>& rows, competency::Moment moment);

    int level(std::size_t competency, competency::Timestamp x) const;
    // What the person thinks of himself at D: level and time.
    std::optional<std::pair<int, competency::Timestamp>> self(std::size_t competency) const;
    // The statements that say something of the competency without being trusted, newest first.
    std::vector<base::Uuid> claims(std::size_t competency) const;
    bool rests_on_consolidation() const;

private:
    bool ladder(competency::RuleKey key, competency::Timestamp x) const;
    bool rung(competency::RuleKey key, competency::Timestamp x) const;
    bool asserted(const competency::EvidenceRow& row, std::size_t competency,
                  competency::Assertion::Kind kind, competency::Timestamp x) const;
    bool is_trusted(const competency::EvidenceRow& row,
                    const competency::Assertion& assertion) const;
    const competency::EvidenceRow* newest_rating(std::size_t competency,
                                                 competency::Timestamp x) const;
    bool taken_back(competency::RuleKey key, int regained, competency::Timestamp x,
                    const competency::EvidenceRow* kept = nullptr) const;
    bool is_kept(competency::RuleKey key, competency::Timestamp x, bool by_rule) const;
    bool overruled(const competency::EvidenceRow& kept, competency::RuleKey key,
                   competency::Timestamp x) const;
    bool is_rated(competency::RuleKey key, competency::Timestamp x) const;
    bool is_carried(competency::RuleKey key, competency::Timestamp x) const;
    bool held(competency::RuleKey key, competency::Timestamp x) const;
    bool own(competency::RuleKey key, competency::Timestamp x) const;
    bool node(const competency::Node& node, competency::Timestamp x) const;
    std::int64_t weight(const competency::Node& node, std::size_t child,
                        competency::Timestamp x) const;
    bool leaf(std::size_t evidence, competency::Timestamp x) const;
    const competency::EvidenceRow* newest(std::size_t evidence, competency::Timestamp x) const;
    bool counts(const competency::EvidenceRow& row, std::size_t evidence) const;
    bool is_attempt(const competency::EvidenceRow& row, const competency::Evidence& mapping) const;
    bool passes(const competency::EvidenceRow& row, const competency::Evidence& mapping) const;
    bool is_valid(const competency::EvidenceRow& row, const competency::Evidence& mapping,
                  competency::Timestamp x) const;
    bool revoked(std::size_t evidence, competency::Timestamp x) const;

    const competency::Model& model_;
    const competency::Roles& roles_;
    std::vector<competency::EvidenceRow> rows_;
    competency::Moment moment_;
};

} // namespace support::kmx

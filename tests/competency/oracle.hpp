// The meaning of a model at one point of time, spelled out without any set algebra: does this
// level hold at x, given what had happened by D and was known at K? Slow and plain on purpose.
#pragma once

#include "competency/evidence.hpp"
#include "competency/leaf.hpp"
#include "competency/roles.hpp"

#include <vector>

namespace support::kmx {

class Oracle {
public:
    Oracle(const competency::Model& model, const competency::Roles& roles,
           const std::vector<competency::EvidenceRow>& rows, competency::Moment moment);

    int level(std::size_t competency, competency::Timestamp x) const;

private:
    bool held(competency::RuleKey key, competency::Timestamp x) const;
    bool own(competency::RuleKey key, competency::Timestamp x) const;
    bool node(const competency::Node& node, competency::Timestamp x) const;
    bool leaf(std::size_t evidence, competency::Timestamp x) const;
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

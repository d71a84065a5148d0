// A model while its document is being read. Complaints are collected on the way; what could not
// be read is left out, so that all checks can run and every fault is named at once.
#pragma once

#include "competency/members.hpp"
#include "competency/model.hpp"

#include <string>
#include <unordered_map>

namespace competency {

class Ids {
public:
    // False: the id is taken.
    bool add(const std::string& id, std::size_t index) { return ids_.emplace(id, index).second; }

    std::optional<std::size_t> find(const std::string& id) const
    {
        const auto found = ids_.find(id);
        return found == ids_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    std::unordered_map<std::string, std::size_t> ids_;
};

struct Draft {
    Model model;
    Findings findings;
    std::optional<std::chrono::local_days> valid_from;
    Ids scales;
    Ids areas;
    Ids competencies;
    Ids evidence;

    base::Complaints& errors() { return findings.errors; }
};

// The element's own id, unique among its kind. Empty: complained of.
std::string read_id(Members& members, Ids& ids, std::size_t index);

// The index of what a member names. Absent: there is no such member, or it was complained of.
std::optional<std::size_t> read_reference(Members& members, std::string_view name,
                                          Presence presence, const Ids& ids);

// A level of this competency's scale.
std::optional<int> read_level(Draft& draft, Members& members, std::string_view name,
                              std::size_t competency);

std::optional<EvidenceKind> find_kind(std::string_view name);

void read_evidence(Draft& draft, const boost::json::array* list, const std::string& where);
void read_rules(Draft& draft, const boost::json::array* list, const std::string& where);
// After all rules: they get what they say beside them.
void read_objectives(Draft& draft, const boost::json::array* list, const std::string& where);
void read_trust(Draft& draft, const boost::json::array* list, const std::string& where);
void read_document(Draft& draft, const boost::json::value& document);

// What only the whole shows: cycles, levels that nothing reaches. Fills Model::order.
void check_whole(Draft& draft);

} // namespace competency

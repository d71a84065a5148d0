#include "lrs/models/retention.hpp"

#include "base/limits.hpp"
#include "competency/facts.hpp"
#include "competency/kept.hpp"
#include "lrs/persons/person_agent.hpp"
#include "lrs/persons/person_view.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <vector>

namespace lrs {

using base::Error;
using base::ErrorKind;
using base::Result;
using competency::EvidenceRow;
using competency::Persons;

class Retention::Piece {
public:
    Piece(Retention& of, const RetentionOrder& order)
        : of_(of), order_(order), model_(of.follower_.model())
    {
    }

    Result<RetentionPiece> play()
    {
        const auto entries =
            of_.storage_.log().read(tenant(), order_.after, limits::retention_entries);
        if (!entries) return entries.error();
        if (!entries->empty() && model_) {
            if (auto followed = wait_for(entries->back().sequence); !followed)
                return followed.error();
        }
        for (const auto& entry : *entries) {
            if (auto looked = look_at(entry); !looked) return looked.error();
        }
        if (auto erased = erase(plain_); !erased) return erased.error();
        if (entries->size() == limits::retention_entries) out_.next = entries->back().sequence;
        return out_;
    }

private:
    // People whose old evidence goes together, because statements are about several of them.
    struct Circle {
        std::set<std::string> names;
        std::vector<competency::Written> kept;
        std::set<base::Uuid> old;
        bool complete = true;
    };

    storage::Tenant tenant() const { return of_.follower_.tenant(); }

    Result<> wait_for(storage::Sequence sequence) const
    {
        const auto seen = of_.follower_.see({});
        if (!seen) return seen.error();
        if (seen->watermark.sequence >= sequence) return {};
        return Error{ErrorKind::busy, "attainment is behind the log; go on later"};
    }

    Result<> look_at(const storage::LogEntry& entry)
    {
        if (entry.kind != storage::EntryKind::statement) return {};
        const auto value = statements::parse_stored(entry.text);
        const auto stored = statements::stored_of(value);
        if (!stored || competency::happened(value, *stored) >= order_.before) return {};
        const auto id = base::parse_uuid(value.at("id").as_string());
        if (!id || erased_.contains(*id)) return {};
        const auto rows = of_.follower_.rows_of(entry.sequence);
        if (rows.empty()) {
            plain_.push_back(*id);
            return {};
        }
        if (!may_go(rows)) {
            ++out_.kept;
            return {};
        }
        if (order_.dry) {
            ++out_.erased;
            return {};
        }
        return clear(rows, *id);
    }

    bool may_go(const std::vector<EvidenceRow>& rows) const
    {
        return std::ranges::all_of(rows, [&](const EvidenceRow& row) {
            return row.t < order_.before && competency::may_be_deleted(*model_, row);
        });
    }

    // Who it is about: a person, or an agent whom the register does not know.
    std::string name_of(const EvidenceRow& row) const
    {
        const auto person = of_.persons_.read([&](const Persons& all) {
            return all.person_of(row.identity, row.t, competency::forever);
        });
        return person ? competency::to_string(*person) : row.identity;
    }

    Result<> clear(const std::vector<EvidenceRow>& rows, const base::Uuid& id)
    {
        Circle circle;
        std::deque<std::string> waiting;
        const auto join = [&](const EvidenceRow& row) {
            const auto name = name_of(row);
            if (circle.names.insert(name).second) waiting.push_back(name);
        };
        std::ranges::for_each(rows, join);
        for (; !waiting.empty(); waiting.pop_front()) {
            auto his = old_evidence(waiting.front(), circle);
            if (!his) return his.error();
            for (const auto& row : *his) {
                const auto all = of_.follower_.rows_of(row.sequence);
                if (!may_go(all)) continue;
                circle.old.insert(row.statement);
                std::ranges::for_each(all, join);
            }
        }
        if (!circle.complete || !circle.old.contains(id)) {
            ++out_.kept;
            return {};
        }
        return write_and_erase(circle);
    }

    // What he holds is added to what is written down.
    Result<std::vector<EvidenceRow>> old_evidence(const std::string& name, Circle& circle) const
    {
        auto seen = see(name);
        const auto learner = agent_of(name);
        if (!seen) return seen.error();
        if (!learner) { // He has no agent now: nothing can be said of him.
            circle.complete = false;
            return std::vector<EvidenceRow>{};
        }
        auto kept = competency::consolidate(*seen->model, *seen->roles, seen->rows, seen->asked,
                                            of_.own_.parties(*learner));
        if (!kept) return kept.error();
        circle.complete = circle.complete && kept->complete && seen->model == model_;
        std::ranges::move(kept->statements, std::back_inserter(circle.kept));
        std::erase_if(seen->rows, [&](const EvidenceRow& row) { return row.t >= order_.before; });
        return std::move(seen->rows);
    }

    Result<PersonSeen> see(const std::string& name) const
    {
        const auto whatever = Freshness::whatever_is_there; // wait_for() has waited.
        if (const auto person = competency::parse_person_id(name))
            return see_person(of_.persons_, of_.follower_, *person, {}, whatever);
        return see_agent(of_.follower_, name, whatever);
    }

    std::optional<boost::json::object> agent_of(const std::string& name) const
    {
        const auto person = competency::parse_person_id(name);
        if (!person) return statements::agent_of(name);
        const auto somebody = find_somebody(of_.persons_, *person);
        return somebody ? std::optional(somebody->agent) : std::nullopt;
    }

    Result<> write_and_erase(const Circle& circle)
    {
        const auto stored = of_.own_.store(circle.kept);
        if (!stored) return stored.error();
        out_.written += static_cast<std::size_t>(std::ranges::count_if(*stored, &Issued::is_new));
        return erase({circle.old.begin(), circle.old.end()});
    }

    Result<> erase(const std::vector<base::Uuid>& ids)
    {
        if (order_.dry) {
            out_.erased += ids.size();
            return {};
        }
        for (std::size_t at = 0; at < ids.size(); at += limits::erased_at_once) {
            const auto size = std::min(limits::erased_at_once, ids.size() - at);
            const auto gone = of_.storage_.statements().erase(
                tenant(), std::span(ids).subspan(at, size), order_.reason);
            if (!gone) return gone.error();
            out_.erased += gone->statements;
        }
        erased_.insert(ids.begin(), ids.end());
        return {};
    }

    Retention& of_;
    const RetentionOrder& order_;
    const std::shared_ptr<const competency::Model> model_;
    std::vector<base::Uuid> plain_; // That prove nothing.
    std::set<base::Uuid> erased_;
    RetentionPiece out_;
};

Result<RetentionPiece> Retention::play(const RetentionOrder& order)
{
    if (order.before > storage::system_now())
        return Error{ErrorKind::invalid, "this time has not come yet", "before"};
    return Piece(*this, order).play();
}

} // namespace lrs

// Units by competencies, each day from one snapshot: whoever asks twice on a day is told the same,
// so that no colleague can be found by the difference (competency/aggregate.hpp does the rest).
//
// Operation    Both times are cut to the beginning of their local day. The levels of everybody are
//              computed at the first question about a day and kept; the newest
//              limits::heat_maps_kept snapshots are.
// Concurrency  Any thread may ask. Who asks about a new day computes it; others who ask wait.
#pragma once

#include "competency/answer_csv.hpp"
#include "lrs/followers/competency_follower.hpp"
#include "lrs/persons/person_register.hpp"
#include "lrs/persons/person_view.hpp"

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace lrs {

struct HeatMapQuestion {
    std::optional<std::string> profile; // Only those who have it, against what it asks for.
    Times times;
    std::uint32_t group = 0;                    // At least so many people in a cell.
    std::optional<competency::Separator> table; // As CSV.
};

class HeatMaps {
public:
    HeatMaps(const PersonRegister& persons, CompetencyFollower& follower)
        : persons_(persons), follower_(follower)
    {
    }

    // not_found: there is no model, or it has no such profile
    base::Result<std::string> answer(const HeatMapQuestion& question);

private:
    // What everybody had reached on a day.
    struct Snapshot {
        std::shared_ptr<const competency::Model> model;
        base::Timestamp as_of;
        base::Timestamp known_at;
        competency::Watermark watermark;
        std::vector<competency::Unit> units;
        std::vector<std::size_t> competencies; // The active ones.
        competency::People people;             // Without targets.
        std::vector<std::string> profiles;     // One per person; empty: none.
    };

    using Shared = std::shared_ptr<const Snapshot>;

    base::Result<Shared> snapshot(const Times& times);
    base::Result<Shared> compute(std::shared_ptr<const competency::Model> model,
                                 base::Timestamp as_of, base::Timestamp known_at);
    base::Result<> add_people(Snapshot& out);

    const PersonRegister& persons_;
    CompetencyFollower& follower_;
    std::mutex mutex_;
    std::list<Shared> kept_; // The one that was asked for last stands first.
};

} // namespace lrs

#include "lrs/models/publishing.hpp"

#include "competency/issued.hpp"
#include "competency/kept.hpp"
#include "competency/preview.hpp"
#include "lrs/persons/person_agent.hpp"
#include "statements/agent.hpp"

namespace lrs {

using base::Error;
using base::ErrorKind;
using base::Result;
using competency::Model;
using competency::PersonId;
using competency::Persons;

namespace {

std::vector<PersonId> everybody(const PersonRegister& persons)
{
    return persons.read([](const Persons& all) { return all.all(competency::forever); });
}

void add_levels(const PersonSeen& seen, std::vector<std::uint8_t>& out)
{
    const competency::Evaluation evaluation(*seen.model, *seen.roles, seen.rows,
                                            {seen.asked.as_of, seen.asked.known_at});
    for (std::size_t at = 0; at < seen.model->competencies.size(); ++at)
        out.push_back(static_cast<std::uint8_t>(evaluation.level(at)));
}

bool grandfathers(const Model& model)
{
    return model.transition && model.transition->mode == competency::Transition::Mode::grandfather;
}

} // namespace

Result<std::vector<Issued>> Publishing::issue(PersonId person)
{
    const auto learner = find_somebody(persons_, person);
    if (!learner) return learner.error();
    const auto seen = see_person(persons_, follower_, person, {});
    if (!seen) return seen.error();
    const auto written = competency::issued(*seen->model, *seen->roles, seen->rows, seen->asked,
                                            own_.parties(learner->agent));
    if (!written) return written.error();
    return own_.store(*written);
}

Result<PersonSeen> Publishing::tried(const CompetencyFollower::Trial& trial, PersonId person)
{
    const auto his =
        persons_.read([&](const Persons& all) { return identities_of(all, person, {}); });
    auto seen = follower_.see_tried(trial, his);
    const auto recorded = persons_.read([](const Persons& all) { return all.last_recorded(); });
    auto asked = asked_of(seen, {}, recorded);
    auto roles = persons_.roles(asked.known_at);
    return persons_.read([&](const Persons& all) {
        return person_seen(std::move(seen), std::move(roles), std::move(asked), all, person);
    });
}

Result<std::string> Publishing::preview(const std::string& hash, std::uint32_t group)
{
    const auto fresh = follower_.shelf().find(hash);
    if (!fresh) return fresh.error();
    const auto former = follower_.model();
    const auto trial = follower_.try_model(*fresh);
    if (!trial) return trial.error();
    competency::LevelsOfBoth levels;
    auto freshness = Freshness::published; // Once: then it is as far as the trial.
    for (const auto person : everybody(persons_)) {
        const auto after = tried(**trial, person);
        if (!after) return after.error();
        add_levels(*after, levels.after);
        ++levels.people;
        if (!former) continue;
        const auto before = see_person(persons_, follower_, person, {}, freshness);
        if (!before) return before.error();
        freshness = Freshness::whatever_is_there;
        // Another model may have come into force meanwhile.
        if (before->model->hash != former->hash)
            return Error{ErrorKind::busy, "the model in force has changed; ask again"};
        add_levels(*before, levels.before);
    }
    return competency::preview(former.get(), **fresh, levels, group);
}

Result<> Publishing::let_keep(const Model& former, const Shared& fresh)
{
    if (fresh->transition->from != former.hash) {
        return Error{ErrorKind::conflict,
                     "the model is to follow " + fresh->transition->from.value_or("") +
                         ", and in force is " + former.hash,
                     "/transition/from"};
    }
    const auto trial = follower_.try_model(fresh);
    if (!trial) return trial.error();
    const auto keep = [&](const PersonSeen& before, const PersonSeen& after,
                          boost::json::object learner) -> Result<> {
        const auto written =
            competency::grandfather({*before.model, before.rows}, {*after.model, after.rows},
                                    *before.roles, before.asked, own_.parties(std::move(learner)));
        if (!written) return written.error();
        if (const auto stored = own_.store(*written); !stored) return stored.error();
        return {};
    };
    for (const auto person : everybody(persons_)) {
        const auto learner = find_somebody(persons_, person);
        if (!learner) continue; // Without an agent there is no evidence either.
        const auto before = see_person(persons_, follower_, person, {});
        if (!before) return before.error();
        const auto after = tried(**trial, person);
        if (!after) return after.error();
        if (auto kept = keep(*before, *after, learner->agent); !kept) return kept;
    }
    const auto now = storage::system_now();
    for (const auto& identity : follower_.identities()) {
        const auto is_employee = persons_.read([&](const Persons& all) {
            return all.person_of(identity, now, competency::forever).has_value();
        });
        if (is_employee) continue;
        const auto before = see_agent(follower_, identity);
        if (!before) return before.error();
        auto after = follower_.see_tried(**trial, {&identity, 1});
        const PersonSeen then{after.model, after.roles, std::move(after.rows), before->asked};
        if (auto kept = keep(*before, then, statements::agent_of(identity)); !kept) return kept;
    }
    return {};
}

Result<Publishing::Shared> Publishing::publish(std::string_view document, const std::string& by)
{
    const auto fresh = competency::parse_model(document);
    if (!fresh) return fresh.error();
    const auto former = follower_.model();
    if (grandfathers(**fresh) && (!former || former->hash != (*fresh)->hash)) {
        if (!former) {
            return Error{ErrorKind::conflict, "there is no model in force that it could follow",
                         "/transition/from"};
        }
        if (auto kept = let_keep(*former, *fresh); !kept) return kept.error();
    }
    return follower_.set_model(document, by);
}

} // namespace lrs

// What happens around a competency model's coming into force: what it would do to people is told
// before, and what it lets them keep is written down.
//
// A model whose transition is "grandfather" lets everybody keep what he holds under the model in
// force, as competency/kept.hpp says: the statements of it are stored under the system's own
// authority, before the model is published, so that nobody is without his levels for a moment. Who
// is no employee of the register is looked at by his agent.
//
// Threads: any; everything blocks, for as long as reading the log again takes.
#pragma once

#include "lrs/followers/competency_follower.hpp"
#include "lrs/models/own_statements.hpp"
#include "lrs/persons/person_register.hpp"
#include "lrs/persons/person_view.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lrs {

class Publishing {
public:
    Publishing(storage::Storage& storage, const PersonRegister& persons,
               CompetencyFollower& follower, Publisher publisher)
        : persons_(persons), follower_(follower),
          own_(storage, follower.tenant(), std::move(publisher))
    {
    }

    //   invalid   complaints name every broken rule
    //   conflict  it is to follow another model than the one in force
    base::Result<std::shared_ptr<const competency::Model>> publish(std::string_view document,
                                                                   const std::string& by);

    // competency/preview.hpp, of all employees.  not_found
    base::Result<std::string> preview(const std::string& hash, std::uint32_t group);

    // Stores what the person holds as statements for others (competency/issued.hpp).
    //   not_found, invalid: nobody, or nobody that statements can name
    base::Result<std::vector<Issued>> issue(competency::PersonId person);

private:
    using Shared = std::shared_ptr<const competency::Model>;

    base::Result<> let_keep(const competency::Model& former, const Shared& fresh);
    base::Result<PersonSeen> tried(const CompetencyFollower::Trial& trial,
                                   competency::PersonId person);

    const PersonRegister& persons_;
    CompetencyFollower& follower_;
    OwnStatements own_;
};

} // namespace lrs

// What an export tells of a few identities: the values from which a server answers about them.
#pragma once

#include "competency/persons.hpp"
#include "lrs/followers/competency_follower.hpp"

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lrs {

struct Exported {
    std::unique_ptr<competency::Persons> persons;
    Seen seen; // Without roles: nobody has any.
};

// Whose evidence to keep, once all persons are known.
using Choose = std::function<std::vector<std::string>(const competency::Persons& persons)>;

// Reads all of it. In memory are the persons, the voids, and the evidence that was chosen, by the
// model that was in force at `known_at`. One that is given takes the place of the file's.
//   invalid    what export_reader.hpp refuses, or entries about persons that do not follow from
//              one another
//   not_found  there is no model
base::Result<Exported> read_export(std::istream& in, std::shared_ptr<const competency::Model> model,
                                   std::optional<base::Timestamp> known_at, const Choose& choose);

} // namespace lrs

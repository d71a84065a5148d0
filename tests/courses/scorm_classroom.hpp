// Courses, learners and their launches for tests of the SCORM run-time, over a storage in memory
// or one that is given.
#pragma once

#include "courses/scorm_runs.hpp"
#include "storage/memory/memory_storage.hpp"
#include "tests/support/manual_clock.hpp"

#include <boost/json.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace support {

namespace json = boost::json;
using base::Result;
using base::Uuid;

// The items are as in tests/content/manifests.hpp: of the resources R, a SCO, A, an asset, and X,
// which is on another server.
courses::Package scorm12_course(std::string_view items);
courses::Package scorm2004_course(std::string_view items);
courses::Package course_of(content::ScormManifest manifest);

// An item of this id and resource.
std::string item(std::string_view id, std::string_view resource = "R", std::string_view more = {});

// What a player commits: of 1.2 `cmi` is the inside of "core".
std::string commit12(int sequence, std::string_view core, std::string_view cmi = {});
std::string commit2004(int sequence, std::string_view cmi, std::string_view more = {});

// A text as it is, anything else as JSON; "(none)": nothing is there.
std::string text_at(const json::object& object, std::string_view pointer);

struct Classroom {
    explicit Classroom(courses::Package course);
    // Of several servers over one storage.
    Classroom(courses::Package course, std::shared_ptr<storage::Storage> storage);

    // A minute later than the one before.
    courses::Launch launch(content::LaunchMode mode = content::LaunchMode::normal,
                           std::string item = {});
    void restart(storage::Storage& over);

    void restart() { restart(*storage); }

    json::object course(const courses::Launch& launch);
    Result<json::object> try_to_begin(const courses::Launch& launch, std::string_view item);
    // The run; what it was given stays in `given`.
    Uuid begin(const courses::Launch& launch, std::string_view item);
    // Ten seconds later than whatever came before. Empty: it was taken; else why not.
    std::string commit(const courses::Launch& launch, const Uuid& run, std::string_view body,
                       bool final = false);
    void end(const courses::Launch& launch, const Uuid& run);
    courses::ScormProgress progress();

    // All of them in their order: "completed a", "passed course", the objects as their items.
    std::vector<std::string> told() const;
    std::string last_told() const; // The same, what was told since the last call, one line.
    std::vector<json::object> statements() const;
    // Empty: there is none.
    std::string document(storage::DocumentKind kind, const std::string& activity,
                         std::string_view id) const;

    ManualClock clock;
    std::shared_ptr<storage::Storage> storage;
    std::unique_ptr<courses::ScormRuns> runs;
    courses::Package package;
    courses::Registration registration;
    json::object given;
    mutable std::size_t read = 0;
};

const storage::Tenant classroom_tenant{3};

} // namespace support

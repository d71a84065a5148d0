// The ids under which statements speak of a course, its blocks and its AUs. cmi5 has the system
// make them, and none may be the publisher's (8.1.5, 9.4): otherwise two systems that run one
// course would write about one activity.
//
// An id is made of the publisher's alone, so it is the same in all registrations and stays when
// another edition of the course has more AUs.
#pragma once

#include "content/cmi5_course.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace content {

// What a satisfied statement is about.
struct Cmi5Unit {
    enum class Kind { block, course };
    Kind kind;
    std::size_t index = 0; // In Cmi5Course::blocks.

    bool operator==(const Cmi5Unit&) const = default;
};

class Cmi5Ids {
public:
    // `base`: an IRI that is the system's own, such as "https://lrs.example.org/activities". Ids
    // are <base>/course/UUID, <base>/block/UUID, <base>/au/UUID.
    Cmi5Ids(const Cmi5Course& course, std::string_view base);

    const std::string& course() const { return course_; }

    const std::string& au(std::size_t index) const { return aus_[index]; }

    const std::string& block(std::size_t index) const { return blocks_[index]; }

    const std::string& of(const Cmi5Unit& unit) const;

    std::size_t aus() const { return aus_.size(); }

    std::size_t blocks() const { return blocks_.size(); }

    // Empty: it is the id of something else.
    std::optional<std::size_t> au_of(std::string_view id) const;
    std::optional<Cmi5Unit> unit_of(std::string_view id) const;

private:
    struct Hash {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };

    using Indexes = std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>>;

    std::string course_;
    std::vector<std::string> aus_;
    std::vector<std::string> blocks_;
    Indexes au_indexes_;
    Indexes block_indexes_;
};

} // namespace content

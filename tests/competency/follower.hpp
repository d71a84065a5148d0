// The life of an engine that follows a log: batches, repetitions, restarts, and what it leaves on a
// disk.
#pragma once

#include "competency/engine.hpp"
#include "statements/parse.hpp"
#include "tests/competency/random_model.hpp"
#include "tests/support/competency_models.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace support::kmx {

using Disk = std::map<std::string, std::string>;

class Follower {
public:
    explicit Follower(std::shared_ptr<const competency::Model> model, competency::Roles roles = {})
        : model_(std::move(model)), roles_(std::move(roles)), engine_(model_, roles_, own)
    {
    }

    void apply(const Logged& logged)
    {
        engine_.apply_statement(logged.text, statements::parse(logged.text).value(),
                                logged.sequence);
    }

    void erase(std::span<const std::uint64_t> sequences) { engine_.apply_erasure(sequences); }

    void commit()
    {
        const auto changes = engine_.take_changes();
        for (const auto& [key, value] : changes.upserts)
            disk_[key] = value;
        for (const auto& key : changes.deletions)
            disk_.erase(key);
    }

    void restart()
    {
        engine_ = competency::Engine(model_, roles_, own);
        for (const auto& [key, value] : disk_)
            BOOST_TEST(engine_.restore(key, value).has_value());
    }

    // One by one as they come, or with a few others in one batch; now and then it stops and starts.
    void commit_at_times(Random& random)
    {
        if (pick(random, 4) == 0) commit();
        if (pick(random, 16) != 0) return;
        commit();
        restart();
    }

    // In any order, some of it twice.
    void live(std::vector<Logged> statements, Random& random)
    {
        std::shuffle(statements.begin(), statements.end(), random);
        for (const auto& logged : statements) {
            apply(logged);
            const auto again = pick(random, static_cast<int>(statements.size()));
            if (pick(random, 6) == 0) apply(statements[static_cast<std::size_t>(again)]);
            commit_at_times(random);
        }
        commit();
    }

    const competency::Engine& engine() const { return engine_; }

    // As of the last commit.
    const Disk& disk() const { return disk_; }

    std::string held_on_disk(const std::string& identity) const
    {
        const auto found = disk_.find(competency::held_key(identity));
        return found == disk_.end() ? "[]" : found->second;
    }

private:
    static inline const competency::Authorities own{identity(us)};

    std::shared_ptr<const competency::Model> model_;
    competency::Roles roles_;
    competency::Engine engine_;
    Disk disk_;
};

} // namespace support::kmx

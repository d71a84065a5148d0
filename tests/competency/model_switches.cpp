// A new model is read from the log while the one before it goes on answering; then they change
// places. An engine that was built again holds the same bytes as one that was always there.
#include "tests/competency/follower.hpp"
#include "tests/competency/worlds.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace {

using namespace competency;
using namespace support::kmx;

using Shared = std::shared_ptr<const Model>;
using Statements = std::vector<Logged>;

// Under this model, from the statements that are there, in memory and on the disk.
void compare(const World& world, const Shared& model, const Follower& follower,
             const Statements& statements)
{
    const auto& engine = follower.engine();
    const auto texts = texts_of(statements);
    for (const auto& name : people) {
        const auto who = identity(name);
        const auto rows = rows_of_history(*model, texts, who, world.own).value();
        BOOST_TEST(engine.answer(who, world.as_of, world.known_at, {}) ==
                   attainment(*model, world.roles, rows, who, world.as_of, world.known_at, {}));
        BOOST_TEST(follower.held_on_disk(who) == held_levels(*model, world.roles, rows));
    }
}

Disk rebuilt(const World& world, const Shared& model, const Statements& statements)
{
    Follower follower(model, world.roles);
    for (const auto& logged : statements)
        follower.apply(logged);
    follower.commit();
    return follower.disk();
}

// Two followers of one log: the new one begins later, at the front, and reads faster.
class Switch {
public:
    Switch(const World& world, Shared next)
        : world_(world), next_(std::move(next)), former_(world.model, world.roles),
          new_(next_, world.roles), begins_(pick(world.random, history_size))
    {
    }

    void play()
    {
        for (const auto& logged : world_.history) {
            log_.push_back(logged);
            follow();
            if (std::ssize(log_) >= begins_) catch_up(3);
            if (pick(world_.random, 15) == 0) compare_both();
        }
        catch_up(history_size);
        compare_both();
        BOOST_TEST((former_.disk() == rebuilt(world_, world_.model, log_)));
        BOOST_TEST((new_.disk() == rebuilt(world_, next_, log_)));
    }

private:
    void follow()
    {
        former_.apply(log_.back());
        former_.commit_at_times(world_.random);
    }

    void catch_up(int most)
    {
        for (; most > 0 && read_ < log_.size(); --most)
            new_.apply(log_[read_++]);
        new_.commit_at_times(world_.random);
    }

    void compare_both()
    {
        former_.commit();
        new_.commit();
        compare(world_, world_.model, former_, log_);
        const auto read = log_.begin() + static_cast<std::ptrdiff_t>(read_);
        compare(world_, next_, new_, {log_.begin(), read});
    }

    const World& world_;
    Shared next_;
    Follower former_;
    Follower new_;
    std::ptrdiff_t begins_;
    Statements log_;
    std::size_t read_ = 0;
};

} // namespace

BOOST_AUTO_TEST_SUITE(competency_model_switches)

BOOST_AUTO_TEST_CASE(a_new_model_is_read_from_the_log_while_the_former_answers)
{
    int worlds = 0;
    int differences = 0;
    in_random_worlds(150, [&](const World& world) {
        const auto next = parse_model(random_model(world.random)).value();
        Switch(world, next).play();
        const auto levels = [&](const Shared& model) {
            const auto rows =
                rows_of_history(*model, texts_of(world.history), world.person, world.own).value();
            return held_levels(*model, world.roles, rows);
        };
        differences += levels(next) == levels(world.model) ? 0 : 1;
        ++worlds;
    });
    BOOST_TEST(differences > worlds / 8);
}

// Whatever order the log came in, however often it stopped, and whatever was erased since.
BOOST_AUTO_TEST_CASE(a_rebuild_has_the_same_bytes)
{
    in_random_worlds(150, [](const World& world) {
        Follower follower(world.model, world.roles);
        follower.live(world.history, world.random);
        BOOST_TEST((follower.disk() == rebuilt(world, world.model, world.history)));
        std::vector<std::uint64_t> erased;
        for (int i = 0; i < 10; ++i)
            erased.push_back(static_cast<std::uint64_t>(pick(world.random, history_size)));
        follower.erase(erased);
        follower.commit();
        const auto rest = world.only([&](const Logged& logged) {
            return std::ranges::find(erased, logged.sequence) == erased.end();
        });
        BOOST_TEST((follower.disk() == rebuilt(world, world.model, rest)));
        follower.restart();
        follower.commit();
        BOOST_TEST((follower.disk() == rebuilt(world, world.model, rest)));
    });
}

BOOST_AUTO_TEST_SUITE_END()

#include "courses/scorm_state.hpp"

#include <boost/test/unit_test.hpp>

using base::ErrorKind;
using content::Completion;
using content::Success;
using courses::ScormItemState;
using courses::ScormRun;
using courses::ScormState;

namespace {

base::Timestamp time(int seconds)
{
    return base::Timestamp(std::chrono::seconds(1'700'000'000 + seconds));
}

content::RollUp result()
{
    return {{Completion::incomplete, Success::failed}, {"5", "0", "10", "0.5"}};
}

ScormState sample()
{
    ScormState out;
    out.run = ScormRun{.id = base::random_uuid(),
                       .launch = base::random_uuid(),
                       .launched = time(1),
                       .item = "item \"1\"",
                       .mode = content::LaunchMode::review,
                       .attempt = base::random_uuid(),
                       .begun = time(2),
                       .zone = std::chrono::minutes(-90),
                       .sequence = 0,
                       .parts = 2,
                       .phase = courses::RunPhase::interrupted};
    out.item = "b";
    out.runs = 7;
    out.is_heard = true;
    out.said = result();
    out.course = {{Completion::completed, Success::passed}, {}};
    out.since = time(3);
    out.latest = time(4);
    out.sequencing = {1, "ab"};
    out.objectives = {2, "cd"};
    out.shared = {3, "ef"};
    return out;
}

ScormItemState item_sample()
{
    return {.item = "a",
            .attempt = base::random_uuid(),
            .attempts = 3,
            .parts = 2,
            .is_suspended = true,
            .earlier = {{Completion::not_attempted, Success::unknown}, {}},
            .now = result(),
            .before = content::Hundredths(5),
            .time = content::Hundredths(6),
            .since = time(1),
            .first = time(2),
            .latest = time(3)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_scorm_state)

BOOST_AUTO_TEST_CASE(comes_back_as_it_was_kept)
{
    BOOST_TEST((courses::decode_scorm_state(encode(sample())).value() == sample()) == false);
    const auto state = sample();
    BOOST_TEST((courses::decode_scorm_state(encode(state)).value() == state));
    BOOST_TEST((courses::decode_scorm_state(encode(ScormState{})).value() == ScormState{}));
    const auto item = item_sample();
    BOOST_TEST((courses::decode_scorm_item_state(encode(item)).value() == item));
    const ScormItemState fresh{.item = "a"};
    BOOST_TEST((courses::decode_scorm_item_state(encode(fresh)).value() == fresh));
}

BOOST_AUTO_TEST_CASE(damage_is_told)
{
    const auto text = encode(sample());
    for (const auto& [from, to] : std::initializer_list<std::pair<std::string, std::string>>{
             {"\"review\"", "\"reviews\""},
             {"\"interrupted\"", "\"torn\""},
             {"\"-90\"", "\"west\""},
             {"\"incomplete\"", "\"half\""},
             {"\"failed\"", "\"bad\""},
             {"\"sequence\":0", "\"sequence\":-1"},
             {"\"parts\":1", "\"parts\":\"1\""},
             {"\"latest\"", "\"last\""},
             {"{", "["}}) {
        auto damaged = text;
        const auto at = damaged.find(from);
        BOOST_REQUIRE(at != damaged.npos);
        damaged.replace(at, from.size(), to);
        BOOST_TEST_CONTEXT(to)
        {
            const auto read = courses::decode_scorm_state(damaged);
            BOOST_TEST_REQUIRE(read.has_error());
            BOOST_TEST((read.error().kind == ErrorKind::corrupt));
        }
    }
    auto damaged = encode(item_sample());
    damaged.replace(damaged.find("\"attempts\":3"), 12, "\"attempts\":x");
    BOOST_TEST(courses::decode_scorm_item_state(damaged).has_error());
}

BOOST_AUTO_TEST_SUITE_END()

#include "courses/cmi5_batch.hpp"

#include "base/limits.hpp"
#include "tests/courses/cmi5_room.hpp"

#include <boost/test/unit_test.hpp>

#include <numeric>

namespace {

using namespace support;
using statements::PreparedBatch;
using statements::PreparedStatement;

std::vector<PreparedStatement> numbered(unsigned first, std::size_t count)
{
    std::vector<PreparedStatement> out(count);
    for (auto& each : out)
        each.id = uuid(first++);
    return out;
}

// As content would nest them: each block in the one before, an AU in the last.
Cmi5Course nested(std::size_t blocks)
{
    auto course = short_course("(P)");
    const auto block = course.blocks[0];
    course.blocks.clear();
    for (std::size_t index = 0; index < blocks; ++index) {
        course.blocks.push_back(block);
        course.blocks.back().id = "https://pub.example/block/" + std::to_string(index);
        if (index + 1 < blocks)
            course.blocks.back().parts = {{content::Cmi5Part::Kind::block, index + 1}};
    }
    return course;
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_cmi5_batch)

BOOST_AUTO_TEST_CASE(answers_go_behind_their_statements)
{
    PreparedBatch batch{statements::Version::v1_0_3, numbered(1, 3), {}};
    batch.contents.resize(2);
    const std::size_t counts[] = {0, 2, 1};
    const auto out = courses::spliced(std::move(batch), numbered(11, 3), counts).value();
    BOOST_REQUIRE(out.size() == 1u);
    BOOST_TEST((out[0].version == statements::Version::v1_0_3));
    BOOST_TEST(out[0].contents.size() == 2u);
    const unsigned wanted[] = {1, 2, 11, 12, 3, 13};
    BOOST_REQUIRE(out[0].statements.size() == std::size(wanted));
    for (std::size_t at = 0; at < std::size(wanted); ++at)
        BOOST_TEST((out[0].statements[at].id == uuid(wanted[at])));
}

BOOST_AUTO_TEST_CASE(the_limit_of_a_batch)
{
    constexpr auto most = limits::batch_statements;

    const struct {
        std::size_t statements;
        std::size_t behind_first;
        std::size_t behind_last;
        std::vector<std::size_t> batches; // Empty: too large.
    } rows[] = {
        {1, most - 1, 0, {most}}, {1, most, 0, {most, 1}}, {1, 3 * most, 0, {most, most, most, 1}},
        {2, most - 2, 0, {most}}, {2, most - 1, 0, {}},    {2, most - 2, 1, {most, 1}},
        {most, 0, 0, {most}},     {most, 0, 2, {most, 2}}, {most, 1, 0, {}},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.statements << ' ' << row.behind_first << ' ' << row.behind_last)
        {
            std::vector<std::size_t> counts(row.statements);
            counts.front() += row.behind_first;
            counts.back() += row.behind_last;
            const auto answers = row.behind_first + row.behind_last;
            const auto out =
                courses::spliced({statements::Version::v2_0_0, numbered(1, row.statements), {}},
                                 numbered(10'000, answers), counts);
            if (row.batches.empty()) {
                BOOST_TEST(refusal_of(out.error()) == "too_large");
                continue;
            }
            BOOST_REQUIRE(out->size() == row.batches.size());
            for (std::size_t at = 0; at < out->size(); ++at)
                BOOST_TEST((*out)[at].statements.size() == row.batches[at]);
        }
    }
}

// More blocks than a batch has room for are satisfied at once; and if it stops in between, the
// next one goes on.
BOOST_AUTO_TEST_CASE(very_many_blocks)
{
    constexpr auto blocks = limits::batch_statements + 5;
    for (const bool stops : {false, true}) {
        Cmi5Room room(nested(blocks));
        const auto au = room.begin(0);
        if (stops) room.storage.statements().failure = {base::ErrorKind::busy, 1, false};
        const auto passed = room.say(au, "passed");
        BOOST_TEST(room.send(au, passed) == (stops ? "busy" : ""));
        room.storage.statements().failure = {};
        if (stops) {
            BOOST_TEST(room.log().size() == limits::batch_statements + 2);
            room.restart();
            BOOST_TEST(room.send(au, passed) == "");
        }
        const auto log = room.log();
        BOOST_REQUIRE(log.size() == 2 + 1 + blocks + 1);
        const auto& ids = room.package.cmi5()->ids;
        for (std::size_t at = 0; at <= blocks; ++at) {
            const auto& statement = log[3 + at];
            BOOST_TEST(statement.at("object").at("id").as_string() ==
                       (at == blocks ? ids.course() : ids.block(blocks - 1 - at)));
            BOOST_TEST(statement.at("timestamp") == log[2].at("timestamp"));
            BOOST_TEST((content::cmi5_session_of(statement.as_object()) == au.launch.id));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

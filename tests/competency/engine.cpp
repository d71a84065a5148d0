#include "competency/engine.hpp"

#include "statements/parse.hpp"
#include "tests/competency/answers.hpp"
#include "tests/competency/assertions.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* now = "2026-06-01T00:00:00Z";

ModelMaker one_course()
{
    ModelMaker maker;
    maker.competency("C1").evidence("e", R"({"group": "members", "attestor": "instructor",
        "match": {"object": ["https://x.example/e"], "attestorRole": ["mentor"]}})");
    return maker.rule("C1", 1, R"({"ev": "e"})");
}

std::string taught(int number, std::string_view when)
{
    return statement(number, "e", when,
                     R"({"context": {"instructor": )" + json::serialize(agent("sue")) + "}}");
}

Roles mentors()
{
    Roles roles;
    roles.add(identity("sue"), {"mentor", "", {time("2026-01-01T00:00:00Z"), forever}});
    return roles;
}

void apply(Engine& engine, const std::string& text, std::uint64_t sequence)
{
    engine.apply_statement(text, statements::parse(text).value(), sequence);
}

int level(const Engine& engine, std::string_view known_at = now)
{
    const auto text = engine.answer(identity("ann"), time(now), time(known_at), {});
    return static_cast<int>(json::parse(text).at("competencies").at(0).at("level").as_int64());
}

using Keys = std::vector<std::string>;

// The kinds of the keys that a batch writes: "RH" is a row and somebody's held levels.
std::string kinds(const Changes& changes)
{
    std::string out;
    for (const auto& [key, value] : changes.upserts)
        out += key[0];
    for (const auto& key : changes.deletions)
        out += static_cast<char>(key[0] - 'A' + 'a');
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_engine)

BOOST_AUTO_TEST_CASE(what_each_step_changes)
{
    Engine engine(one_course().model(), mentors());
    BOOST_TEST(engine.take_changes().empty());
    apply(engine, statement(9, "other", "2026-02-01T00:00:00Z"), 1);
    BOOST_TEST(engine.take_changes().empty());
    BOOST_TEST(engine.identities().empty());

    apply(engine, taught(1, "2026-02-01T00:00:00Z"), 2);
    BOOST_TEST(kinds(engine.take_changes()) == "HR");
    BOOST_TEST(level(engine) == 1);
    BOOST_TEST(engine.identities() == Keys{identity("ann")}, boost::test_tools::per_element());

    apply(engine, taught(1, "2026-02-01T00:00:00Z"), 2);
    BOOST_TEST(engine.take_changes().empty()); // A duplicate.

    apply(engine, taught(2, "2026-03-01T00:00:00Z"), 3);
    BOOST_TEST(kinds(engine.take_changes()) == "R"); // Held since before.

    apply(engine, voiding(3, 1, "2026-04-01T00:00:00Z"), 4);
    BOOST_TEST(kinds(engine.take_changes()) == "HRV");
    apply(engine, voiding(4, 2, "2026-05-01T00:00:00Z"), 5);
    BOOST_TEST(kinds(engine.take_changes()) == "RVh");
    BOOST_TEST(level(engine) == 0);
    BOOST_TEST(level(engine, "2026-04-30T00:00:00Z") == 1);
    BOOST_TEST(engine.rows(identity("ann")).size() == 2u); // Voids remove nothing.
    BOOST_TEST(engine.held(identity("ann")) == "[]");
}

BOOST_AUTO_TEST_CASE(a_void_may_come_first)
{
    Engine engine(one_course().model(), mentors());
    apply(engine, voiding(3, 1, "2026-04-01T00:00:00Z"), 1);
    BOOST_TEST(kinds(engine.take_changes()) == "V");
    apply(engine, taught(1, "2026-02-01T00:00:00Z"), 2);
    BOOST_TEST(level(engine) == 0);
    BOOST_TEST(level(engine, "2026-03-30T00:00:00Z") == 1);
    // An earlier void arrives later: the smallest `stored` counts.
    apply(engine, voiding(4, 1, "2026-03-01T00:00:00Z"), 3);
    BOOST_TEST(level(engine, "2026-03-30T00:00:00Z") == 0);
    BOOST_TEST((engine.rows(identity("ann")).at(0).voided_at == time("2026-03-01T00:00:00Z")));
}

BOOST_AUTO_TEST_CASE(erasure)
{
    Engine engine(one_course().model(), mentors());
    apply(engine, taught(1, "2026-02-01T00:00:00Z"), 1);
    apply(engine, voiding(3, 1, "2026-04-01T00:00:00Z"), 2);
    engine.take_changes();

    const std::uint64_t nothing[] = {77};
    engine.apply_erasure(nothing);
    BOOST_TEST(engine.take_changes().empty());

    const std::uint64_t the_void[] = {2};
    engine.apply_erasure(the_void);
    BOOST_TEST(kinds(engine.take_changes()) == "HRv");
    BOOST_TEST(level(engine) == 1);

    const std::uint64_t the_statement[] = {1, 1};
    engine.apply_erasure(the_statement);
    BOOST_TEST(kinds(engine.take_changes()) == "hr");
    BOOST_TEST(engine.rows(identity("ann")).empty());
    BOOST_TEST(engine.identities().empty());
}

BOOST_AUTO_TEST_CASE(members_of_a_group)
{
    Engine engine(one_course().model(), mentors());
    auto text = json::parse(taught(1, "2026-02-01T00:00:00Z")).as_object();
    text["actor"] = {{"objectType", "Group"}, {"member", {agent("ann"), agent("bob")}}};
    apply(engine, json::serialize(text), 1);
    BOOST_TEST(engine.identities() == (Keys{identity("ann"), identity("bob")}),
               boost::test_tools::per_element());
    BOOST_TEST(kinds(engine.take_changes()) == "HHRR");
    apply(engine, voiding(2, 1, "2026-03-01T00:00:00Z"), 2);
    BOOST_TEST(kinds(engine.take_changes()) == "RRVhh");
}

BOOST_AUTO_TEST_CASE(new_roles)
{
    Engine engine(one_course().model());
    apply(engine, taught(1, "2026-02-01T00:00:00Z"), 1);
    BOOST_TEST(kinds(engine.take_changes()) == "R");
    BOOST_TEST(level(engine) == 0);
    engine.set_roles(mentors());
    BOOST_TEST(kinds(engine.take_changes()) == "H");
    BOOST_TEST(level(engine) == 1);
    engine.set_roles({});
    BOOST_TEST(kinds(engine.take_changes()) == "h");
}

// A rating, its revocation and a claim live like other rows; what the system says itself does not.
BOOST_AUTO_TEST_CASE(assertions)
{
    auto maker = one_course();
    const auto model = trusting(maker).model();
    Engine engine(model, {}, {identity("us")});
    apply(engine, confers(1, "C1#L2", "2026-02-01T00:00:00Z"), 1);
    const auto changes = engine.take_changes();
    BOOST_TEST(kinds(changes) == "HR");
    BOOST_TEST(level(engine) == 2);
    apply(engine, confers(1, "C1#L2", "2026-02-01T00:00:00Z"), 1);
    BOOST_TEST(engine.take_changes().empty());
    apply(engine, confers(2, "C1#L3", "2026-02-01T00:00:00Z", "lms"), 2);
    BOOST_TEST(kinds(engine.take_changes()) == "R");
    apply(engine, confers(3, "C1#L3", "2026-02-01T00:00:00Z", "us"), 3);
    BOOST_TEST(engine.take_changes().empty());

    Engine after(model, {}, {identity("us")});
    for (const auto& [key, value] : changes.upserts)
        BOOST_TEST(after.restore(key, value).has_value());
    BOOST_TEST(level(after) == 2);
    BOOST_TEST(after.held(identity("ann")) == engine.held(identity("ann")));

    const std::uint64_t the_rating[] = {1};
    engine.apply_erasure(the_rating);
    BOOST_TEST(kinds(engine.take_changes()) == "hr");
    BOOST_TEST(level(engine) == 0);
}

BOOST_AUTO_TEST_CASE(a_restart)
{
    Engine before(one_course().model(), mentors());
    apply(before, taught(1, "2026-02-01T00:00:00Z"), 1);
    apply(before, voiding(3, 9, "2026-04-01T00:00:00Z"), 2);
    const auto changes = before.take_changes();
    BOOST_TEST(kinds(changes) == "HRV");

    Engine after(one_course().model(), mentors());
    for (const auto& [key, value] : changes.upserts)
        BOOST_TEST(after.restore(key, value).has_value());
    BOOST_TEST(after.take_changes().empty());
    BOOST_TEST(after.held(identity("ann")) == before.held(identity("ann")));
    BOOST_TEST(level(after) == 1);
    // What lies above the cursor may have been seen already.
    apply(after, taught(1, "2026-02-01T00:00:00Z"), 1);
    apply(after, voiding(3, 9, "2026-04-01T00:00:00Z"), 2);
    BOOST_TEST(after.take_changes().empty());
    // The restored void still waits for its target.
    apply(after, taught(9, "2026-02-01T00:00:00Z"), 3);
    BOOST_TEST(after.rows(identity("ann")).at(1).voided_at.has_value());

    BOOST_TEST(after.restore("R", "").has_error());
    BOOST_TEST(after.restore("", "").has_error());
}

BOOST_AUTO_TEST_SUITE_END()

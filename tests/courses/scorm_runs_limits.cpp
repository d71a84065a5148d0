#include "base/limits.hpp"
#include "tests/courses/scorm_classroom.hpp"

#include <boost/test/unit_test.hpp>

using base::ErrorKind;
using support::Classroom;
using support::commit2004;
using support::item;
using support::text_at;

namespace {

// Filled up with white space.
std::string of_size(std::string body, std::size_t size)
{
    body.append(size - body.size(), ' ');
    return body;
}

// Buckets that are so large as JSON.
std::string shared(std::size_t size)
{
    std::string out = "{";
    for (int store = 10; out.size() < size; ++store) {
        out += (store > 10 ? ",\"" : "\"") + std::to_string(store) + "\":\"";
        const auto rest = size - out.size() - 2;
        out += std::string(std::min(rest, limits::scorm_store_bytes), 'x') + '"';
        if (rest <= limits::scorm_store_bytes) break;
    }
    return out + '}';
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_scorm_runs_limits)

BOOST_AUTO_TEST_CASE(a_commit_has_its_size)
{
    Classroom room(support::scorm2004_course(item("a")));
    const auto launch = room.launch();
    auto run = room.begin(launch, "a");
    const auto data = std::string(limits::scorm_suspend_bytes, 'x');
    const auto cmi = R"("exit":"suspend","suspend_data":")" + data + '"';
    BOOST_TEST(room.commit(launch, run, of_size(commit2004(1, cmi), limits::scorm_commit_bytes)) ==
               "");
    const auto refused =
        room.runs->commit(room.package, room.registration, launch, run,
                          of_size(commit2004(2, cmi), limits::scorm_commit_bytes + 1), false);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().kind == ErrorKind::too_large));
    run = room.begin(launch, "a");
    BOOST_TEST((text_at(room.given, "/cmi/suspend_data") == data));
    // A smaller one leaves nothing of the larger one behind.
    BOOST_TEST(room.commit(launch, run, commit2004(1, R"("exit":"suspend")"), true) == "");
    room.begin(launch, "a");
    BOOST_TEST(text_at(room.given, "/cmi/suspend_data") == "(none)");
    BOOST_TEST(room.storage->records()
                   .scan(support::classroom_tenant, "scorm-commit", "", "", 10)
                   .value()
                   .size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_commit_may_make_more_statements_than_a_batch)
{
    Classroom room(support::scorm2004_course(item("a")));
    const auto launch = room.launch();
    const auto run = room.begin(launch, "a");
    std::string interactions;
    for (std::size_t number = 0; number < limits::scorm_interactions; ++number) {
        const auto index = std::to_string(number);
        interactions += (number > 0 ? ",\"" : "\"") + index + R"(":{"id":"q)" + index +
                        R"(","type":"choice","learner_response":"a","result":"correct"})";
    }
    std::string comments;
    for (std::size_t number = 0; number < limits::scorm_comments; ++number) {
        const auto index = std::to_string(number);
        comments += (number > 0 ? ",\"" : "\"") + index + R"(":{"comment":"c)" + index + "\"}";
    }
    const auto cmi =
        R"("interactions":{)" + interactions + R"(},"comments_from_learner":{)" + comments + "}";
    BOOST_TEST(room.commit(launch, run, commit2004(1, cmi), true) == "");
    BOOST_TEST(room.told().size() == 2 + limits::scorm_interactions + limits::scorm_comments);
    BOOST_TEST(room.commit(launch, run, commit2004(1, cmi), true) == "");
    BOOST_TEST(room.told().size() == 2 + limits::scorm_interactions + limits::scorm_comments);
}

BOOST_AUTO_TEST_CASE(what_the_player_keeps_has_its_size)
{
    Classroom room(support::scorm2004_course(item("a")));
    const auto launch = room.launch();
    const auto kind_of = [&](boost::json::object sent) -> std::optional<ErrorKind> {
        const auto kept = room.runs->keep(room.package, room.registration, launch, sent);
        return kept ? std::nullopt : std::optional(kept.error().kind);
    };
    BOOST_TEST(!kind_of({{"sequencingState", std::string(limits::sequencing_bytes, 'x')}}));
    BOOST_TEST((kind_of({{"sequencingState", std::string(limits::sequencing_bytes + 1, 'x')}}) ==
                ErrorKind::too_large));
    for (const auto more : {0u, 1u}) {
        const auto text = shared(limits::shared_data_bytes + more);
        BOOST_TEST(text.size() == limits::shared_data_bytes + more);
        const auto kind = kind_of({{"sharedData", boost::json::parse(text)}});
        BOOST_TEST((kind == (more ? std::optional(ErrorKind::too_large) : std::nullopt)));
    }
    const auto page = room.course(launch);
    BOOST_TEST(text_at(page, "/sequencingState").size() == limits::sequencing_bytes);
    BOOST_TEST(boost::json::serialize(page.at("sharedData")).size() == limits::shared_data_bytes);
}

BOOST_AUTO_TEST_CASE(runs_of_a_registration_are_so_many)
{
    Classroom room(support::scorm2004_course(item("a")));
    const auto launch = room.launch();
    room.begin(launch, "a");
    auto& records = room.storage->records();
    const auto owner = to_string(room.registration.id);
    auto state =
        boost::json::parse(*records.get(support::classroom_tenant, "scorm-state", owner).value());
    state.as_object()["runs"] = limits::scorm_runs - 1;
    const storage::RecordChange change{"scorm-state", owner, boost::json::serialize(state)};
    BOOST_TEST(records.change(support::classroom_tenant, std::span(&change, 1)).has_value());
    const auto run = room.begin(launch, "a");
    const auto refused = room.try_to_begin(launch, "a");
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().kind == ErrorKind::too_many));
    // What is open goes on.
    BOOST_TEST(room.commit(launch, run, commit2004(1, ""), true) == "");
}

BOOST_AUTO_TEST_CASE(names_of_items_may_be_longer_than_a_key)
{
    const std::string id(limits::scorm_id_bytes, 'i');
    Classroom room(support::scorm2004_course(item(id)));
    const auto launch = room.launch();
    const auto* cmi = R"("completion_status":"completed","exit":"suspend")";
    BOOST_TEST(room.commit(launch, room.begin(launch, id), commit2004(1, cmi), true) == "");
    BOOST_TEST(text_at(room.course(launch), "/item") == id);
}

BOOST_AUTO_TEST_SUITE_END()

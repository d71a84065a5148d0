#include "courses/outbox.hpp"

#include "base/limits.hpp"
#include "storage/memory/memory_storage.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <mutex>

namespace {

namespace json = boost::json;
using courses::RecordChanges;

const storage::Tenant tenant{3};
const std::string authority = R"({"account":{"homePage":"https://lrs.example","name":"content"}})";

json::object statement(int number, std::string_view response = "x")
{
    const auto id = base::uuid_v5({}, std::to_string(number));
    return json::parse(R"({"id":")" + base::to_string(id) +
                       R"(","timestamp":"2026-03-01T12:00:00Z",)"
                       R"("actor":{"mbox":"mailto:a@city.example"},)"
                       R"("verb":{"id":"http://adlnet.gov/expapi/verbs/completed"},)"
                       R"("object":{"id":"https://city.example/course"},)"
                       R"("result":{"score":{"scaled":0.7},"response":")" +
                       std::string(response) + "\"}}")
        .get_object();
}

struct Room {
    std::unique_ptr<storage::Storage> storage = storage::memory::open({});
    courses::Outbox outbox{*storage, tenant, authority};
    std::mutex mutex;

    void put(std::string_view owner, std::string_view step,
             const std::vector<json::object>& statements)
    {
        RecordChanges changes;
        BOOST_TEST(outbox.put(changes, owner, step, statements).has_value());
        BOOST_TEST(storage->records().change(tenant, changes).has_value());
    }

    std::size_t records(std::string_view kind = "outbox") const
    {
        return storage->records().scan(tenant, kind, "", "", 1'000).value().size();
    }

    std::string text(int number) const
    {
        const auto id = base::uuid_v5({}, std::to_string(number));
        const auto found = storage->statements().find(tenant, id).value();
        return found ? found->text : std::string();
    }

    void tell_all(courses::Outbox& box)
    {
        const auto told = box.tell_all(
            [this](const std::string&) { return std::unique_lock<std::mutex>(mutex); });
        BOOST_TEST(told.has_value());
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(courses_outbox)

BOOST_AUTO_TEST_CASE(what_is_put_in_is_told_with_its_digits)
{
    Room room;
    room.put("o", "1", {statement(1), statement(2)});
    BOOST_TEST(room.text(1).empty());
    BOOST_TEST(room.outbox.tell("other").has_value());
    BOOST_TEST(room.text(1).empty());
    BOOST_TEST(room.outbox.tell("o").has_value());
    BOOST_TEST(room.text(1).find("\"scaled\":7E-1") != std::string::npos);
    BOOST_TEST(!room.text(2).empty());
    // The next one of the owner takes its place.
    BOOST_TEST(room.records() == 1u);
    room.put("o", "2", {statement(3)});
    BOOST_TEST(room.records() == 1u);
    room.put("o", "3", {});
    BOOST_TEST(room.records() == 1u);
}

BOOST_AUTO_TEST_CASE(a_restart_tells_what_is_left)
{
    Room room;
    room.put("o", "1", {statement(1)});
    room.put("p", "1", {statement(2)});
    BOOST_TEST(room.outbox.tell("p").has_value());
    courses::Outbox other(*room.storage, tenant, authority);
    room.tell_all(other);
    BOOST_TEST(!room.text(1).empty());
    BOOST_TEST(room.records() == 0u);
}

BOOST_AUTO_TEST_CASE(what_is_told_is_noted_for_several_at_a_time)
{
    Room room;
    for (std::size_t number = 0; number <= limits::outbox_told; ++number) {
        BOOST_TEST(room.records() == number);
        const auto owner = "o" + std::to_string(number);
        room.put(owner, "1", {statement(static_cast<int>(number))});
        BOOST_TEST(room.outbox.tell(owner).has_value());
    }
    BOOST_TEST(room.records() == 0u);
}

BOOST_AUTO_TEST_CASE(many_are_kept_in_several_records)
{
    const auto line = json::serialize(statement(1, "")).size() + 1;
    for (const std::size_t more : {0u, 1u}) {
        Room room;
        const std::string text(limits::outbox_inline_bytes - line + more, 'x');
        room.put("o", "1", {statement(1, text)});
        BOOST_TEST(room.records("outbox-part") == more);
        BOOST_TEST(room.outbox.tell("o").has_value());
        BOOST_TEST((room.text(1).find(text) != std::string::npos));
        room.put("o", "2", {statement(2)});
        BOOST_TEST(room.records("outbox-part") == 0u);
    }
    Room room;
    std::vector<json::object> all;
    for (int number = 0; number < 5; ++number)
        all.push_back(statement(number, std::string(500'000, 'x')));
    room.put("o", "1", all);
    BOOST_TEST(room.records("outbox-part") == 3u);
    room.tell_all(room.outbox);
    BOOST_TEST(!room.text(4).empty());
    BOOST_TEST(room.records() + room.records("outbox-part") == 0u);
}

BOOST_AUTO_TEST_CASE(what_was_written_ahead_in_vain_goes)
{
    Room room;
    RecordChanges never_made;
    const std::vector large{statement(1, std::string(limits::outbox_inline_bytes, 'x'))};
    BOOST_TEST(room.outbox.put(never_made, "o", "1", large).has_value());
    BOOST_TEST(room.records("outbox-part") == 1u);
    BOOST_TEST(room.outbox.tell("o").has_value());
    BOOST_TEST(room.text(1).empty());
    room.tell_all(room.outbox);
    BOOST_TEST(room.records("outbox-part") == 0u);
    BOOST_TEST(room.text(1).empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_statement_does_not_hold_up_the_others)
{
    Room room;
    auto broken = statement(2);
    broken.erase("verb");
    room.put("o", "1", {statement(1), broken, statement(3)});
    BOOST_TEST(room.outbox.tell("o").has_value());
    BOOST_TEST(!room.text(1).empty());
    BOOST_TEST(room.text(2).empty());
    BOOST_TEST(!room.text(3).empty());
    BOOST_TEST(room.outbox.refused() == 1u);
    BOOST_TEST(room.outbox.tell("o").has_value());
    BOOST_TEST(room.outbox.refused() == 1u);
}

BOOST_AUTO_TEST_CASE(an_owner_may_be_removed)
{
    Room room;
    room.put("o", "1", {statement(1, std::string(limits::outbox_inline_bytes, 'x'))});
    room.put("p", "1", {statement(2)});
    RecordChanges changes;
    BOOST_TEST(room.outbox.remove(changes, "o").has_value());
    BOOST_TEST(changes.size() == 2u);
    BOOST_TEST(room.storage->records().change(tenant, changes).has_value());
    room.tell_all(room.outbox);
    BOOST_TEST(room.text(1).empty());
    BOOST_TEST(!room.text(2).empty());
}

BOOST_AUTO_TEST_SUITE_END()

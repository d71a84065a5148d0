// Who is next, as scenarios in text: what comes in, and the groups that are taken.
//
// A job is its kind (d, s, b, e: documents, a single statement, a batch, an erasure), its tenant,
// a name, and optionally *statements and @KiB. '|' in what comes in takes a group at that point.
#include "storage/rocksdb/write_queue.hpp"

#include "base/limits.hpp"
#include "tests/storage/backends.hpp"

#include <boost/test/unit_test.hpp>

#include <charconv>
#include <sstream>
#include <thread>

using namespace storage_tests;
using namespace storage::rocks;

namespace {

constexpr std::size_t kib = 1u << 10;

std::size_t number_behind(char mark, std::string_view word, std::size_t otherwise)
{
    const auto at = word.find(mark);
    if (at == word.npos) return otherwise;
    std::size_t number = 0;
    std::from_chars(word.data() + at + 1, word.data() + word.size(), number);
    return number;
}

class Scenario {
public:
    void push(const std::string& word) { BOOST_REQUIRE(try_push(word)); }

    bool try_push(const std::string& word)
    {
        const auto pushed = queue.push(make(word));
        if (!pushed) BOOST_TEST((pushed.error().kind == ErrorKind::busy));
        return pushed.has_value();
    }

    std::string take(const Gathering& gathering = {})
    {
        const auto jobs = queue.take(gathering);
        taken_.clear();
        for (const auto& job : jobs)
            std::visit(
                [](const auto& some) {
                    some.completion(base::Error{ErrorKind::busy, ""});
                },
                job);
        return taken_;
    }

    std::string run(std::string_view incoming)
    {
        std::string groups;
        const auto add = [&](const std::string& group) {
            groups += (groups.empty() ? "" : " | ") + group;
        };
        std::istringstream words{std::string(incoming)};
        for (std::string word; words >> word;) {
            if (word == "|")
                add(take());
            else
                push(word);
        }
        queue.close();
        for (auto group = take(); !group.empty(); group = take())
            add(group);
        return groups;
    }

    WriteQueue queue;

private:
    auto noting(const std::string& word)
    {
        return [this, word](const auto&) { taken_ += (taken_.empty() ? "" : " ") + word; };
    }

    Job make(const std::string& word)
    {
        const Tenant tenant{static_cast<std::uint32_t>(word[1] - '0')};
        const auto statements = number_behind('*', word, word[0] == 'b' ? 10 : 1);
        const auto bytes = number_behind('@', word, 1) * kib;
        if (word[0] == 'e') return Erasure{tenant, {}, "", noting(word)};
        if (word[0] == 'd') {
            std::vector<storage::DocumentWrite> writes(statements);
            return Documents{tenant, std::move(writes), noting(word), bytes};
        }
        storage::PreparedBatch batch;
        batch.statements.resize(statements);
        return Submission{tenant, std::move(batch), noting(word), bytes};
    }

    std::string taken_;
};

std::string count_kinds(const std::string& group)
{
    std::ostringstream out;
    for (const char kind : {'d', 's', 'b'})
        out << std::count(group.begin(), group.end(), kind) << kind;
    return out.str();
}

} // namespace

BOOST_AUTO_TEST_SUITE(write_queue)

BOOST_AUTO_TEST_CASE(groups)
{
    const struct {
        const char* name;
        const char* incoming;
        const char* groups;
    } rows[] = {
        {"nothing", "", ""},
        {"order of arrival", "s1x s1y s1z", "s1x s1y s1z"},
        {"documents, single statements, batches", "b1 s1 d1", "d1 s1 b1"},
        {"an empty batch is there too", "b1*0", "b1*0"},
        {"statements at the limit", "b1x*250 b1y*250", "b1x*250 b1y*250"},
        {"statements over it", "b1x*250 b1y*251", "b1x*250 | b1y*251"},
        {"bytes at the limit", "b1x@512 b1y@512", "b1x@512 b1y@512"},
        {"bytes over it", "b1x@512 b1y@513", "b1x@512 | b1y@513"},
        {"what is larger than a group goes alone", "b1x*501 b1y", "b1x*501 | b1y"},
        {"an erasure goes alone", "e1x s1 e1y b1", "s1 | e1x | e1y | b1"},
        {"a small tenant does not wait for a big one", "b1x*400 b1y*400 b2*10",
         "b2*10 b1x*400 | b1y*400"},
        {"turns are by size", "s1x@200 s1y@200 s2x@50 s2y@50 s2z@50",
         "s2x@50 s2y@50 s2z@50 s1x@200 s1y@200"},
        {"a tenant keeps its order of kinds apart", "b1x s1x b1y s1y", "s1x s1y b1x b1y"},
        {"who was passed over leads the next group", "d1x b1*500 | d1y", "d1x | b1*500 | d1y"},
        {"the longest passed over first", "s1x*1@900 d1x@200 b1*500 | d1y@600",
         "d1x@200 | s1x*1@900 | b1*500 | d1y@600"},
        {"a document waits for one batch at most", "b1x*501 | b1y*501 b1z*501 d1",
         "b1x*501 | d1 | b1y*501 | b1z*501"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(Scenario().run(row.incoming) == row.groups);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_kind_has_a_share_of_a_group)
{
    Scenario scenario;
    for (std::size_t at = 0; at < limits::group_statements; ++at) {
        for (const char* word : {"d1", "s1", "b1"})
            scenario.push(word);
    }
    BOOST_TEST(count_kinds(scenario.take()) == "255d125s12b"); // 10 statements in each batch.
}

// Each row comes in behind a group's worth of every kind, and as much follows with every group.
BOOST_AUTO_TEST_CASE(nothing_starves)
{
    const struct {
        std::string rare;
        std::size_t groups; // Taken until it comes.
    } rows[] = {{"d2", 1}, {"s2", 1}, {"b2*500", 4}, {"b2*5000", 22}, {"e2", 4}};

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.rare)
        {
            Scenario scenario;
            const auto flood = [&] {
                for (std::size_t at = 0; at < limits::group_statements; ++at) {
                    static_cast<void>(scenario.try_push("d1"));
                    static_cast<void>(scenario.try_push("s1"));
                }
                static_cast<void>(scenario.try_push("b1*500"));
            };
            flood();
            scenario.push(row.rare);
            std::size_t groups = 1;
            for (; scenario.take().find(row.rare) == std::string::npos; ++groups) {
                BOOST_REQUIRE(groups < 100);
                flood();
            }
            BOOST_TEST(groups == row.groups);
        }
    }
}

BOOST_AUTO_TEST_CASE(bounds)
{
    const struct {
        std::string kind;
        std::size_t of_one; // Statements in a job.
        std::size_t statements;
        std::size_t kib;
    } rows[] = {
        {"d", 1, limits::queue_documents, limits::queue_document_bytes / kib},
        {"s", 1, limits::queue_singles, limits::queue_single_bytes / kib},
        {"b", 2, limits::queue_statements, limits::queue_bytes / kib},
    };

    const std::string kinds[] = {"d", "s", "b"};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.kind)
        {
            Scenario statements;
            for (std::size_t at = 0; at < row.statements / 2; at += row.of_one)
                statements.push(row.kind + "1*" + std::to_string(row.of_one));
            BOOST_TEST(!statements.try_push(row.kind + "1*" + std::to_string(row.of_one)));
            BOOST_TEST(statements.try_push(row.kind + "2*" + std::to_string(row.of_one)));

            Scenario bytes;
            bytes.push(row.kind + "1@" + std::to_string(row.kib / 2));
            BOOST_TEST(!bytes.try_push(row.kind + "1@1"));
            BOOST_TEST(bytes.try_push(row.kind + "2@1"));
            for (const auto& other : kinds)
                BOOST_TEST(bytes.try_push(other + "3@1"));
        }
    }
}

// Each tenant takes half of what is free, until nothing is.
BOOST_AUTO_TEST_CASE(there_is_a_bound_to_all_tenants_together)
{
    Scenario scenario;
    auto free = limits::queue_bytes / kib;
    unsigned tenant = 0;
    const auto word = [&](std::size_t size) {
        return std::string("b") + static_cast<char>('A' + tenant) + "@" + std::to_string(size);
    };
    for (; free > 1; free -= free / 2, ++tenant)
        scenario.push(word(free / 2));
    scenario.push(word(1));
    ++tenant;
    BOOST_TEST(!scenario.try_push(word(1)));
    static_cast<void>(scenario.take());
    BOOST_TEST(scenario.try_push(word(1)));
}

BOOST_AUTO_TEST_CASE(what_is_larger_than_the_bound_comes_in_when_nothing_else_waits)
{
    Scenario scenario;
    const auto large = "s1@" + std::to_string(limits::queue_single_bytes / kib + 1);
    BOOST_TEST(scenario.try_push(large));
    BOOST_TEST(!scenario.try_push(large));
    BOOST_TEST(scenario.take() == large);
    BOOST_TEST(scenario.try_push("s1"));
    BOOST_TEST(!scenario.try_push(large));
}

BOOST_AUTO_TEST_CASE(a_closed_queue_takes_nothing_and_gives_what_it_has)
{
    Scenario scenario;
    scenario.push("s1");
    scenario.queue.close();
    BOOST_TEST(!scenario.try_push("s1"));
    BOOST_TEST(scenario.take() == "s1");
    BOOST_TEST(scenario.take() == "");
}

BOOST_AUTO_TEST_CASE(a_group_waits_for_as_many_as_are_expected)
{
    const Gathering patient{3, std::chrono::hours(1)};
    Scenario scenario;
    scenario.push("s1x");
    std::thread others([&] {
        static_cast<void>(scenario.try_push("d1")); // The framework's checks are for one thread.
        static_cast<void>(scenario.try_push("s1y"));
    });
    BOOST_TEST(scenario.take(patient) == "d1 s1x s1y");
    others.join();

    scenario.push("s1");
    BOOST_TEST(scenario.take({3, std::chrono::microseconds(1)}) == "s1"); // Not for ever.

    scenario.push("s1");
    std::thread end([&] { scenario.queue.close(); });
    BOOST_TEST(scenario.take(patient) == "s1");
    end.join();
}

BOOST_AUTO_TEST_CASE(what_waits_is_counted)
{
    Scenario scenario;
    for (const std::string word : {"d1*2@3", "s1@4", "s2@5", "b1*6@7", "e1"})
        scenario.push(word);
    const WriteQueue::Loads loads{Load{2, 3 * kib}, Load{2, 9 * kib}, Load{6, 7 * kib}};
    BOOST_TEST((scenario.queue.loads() == loads));
    while (!scenario.take().empty() && scenario.queue.loads()[2] != Load{})
        ;
    BOOST_TEST((scenario.queue.loads() == WriteQueue::Loads{}));
}

BOOST_AUTO_TEST_SUITE_END()

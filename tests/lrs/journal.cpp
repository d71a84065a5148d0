#include "lrs/journal.hpp"

#include "base/limits.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <latch>
#include <sstream>

namespace {

namespace json = boost::json;

using namespace lrs;

std::vector<json::value> lines_of(const std::string& text)
{
    std::vector<json::value> out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        out.push_back(json::parse(line));
    return out;
}

// Takes nothing until it is opened.
class Shut : public std::stringbuf {
public:
    std::latch entered{1};
    std::latch open{1};

private:
    std::streamsize xsputn(const char* bytes, std::streamsize count) override
    {
        if (first_) entered.count_down();
        first_ = false;
        open.wait();
        return std::stringbuf::xsputn(bytes, count);
    }

    bool first_ = true;
};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_journal)

BOOST_AUTO_TEST_CASE(a_line)
{
    std::ostringstream out;
    Journal journal(out);
    journal.write(Level::error, {{"event", "it \"failed\"\n"}, {"count", 7}});
    journal.write(Level::warning, "no news", "bad\xff");
    journal.flush();
    const auto lines = lines_of(out.str());
    BOOST_TEST_REQUIRE(lines.size() == 2u);
    BOOST_TEST(lines[0].at("time").as_string().ends_with("Z"));
    BOOST_TEST(lines[0].at("level").as_string() == "error");
    BOOST_TEST(lines[0].at("event").as_string() == "it \"failed\"\n");
    BOOST_TEST(lines[0].at("count").as_int64() == 7);
    BOOST_TEST(lines[1].at("why").as_string() == "bad?");
}

BOOST_AUTO_TEST_CASE(levels)
{
    for (const auto level : {Level::error, Level::warning, Level::info}) {
        BOOST_TEST_CONTEXT(to_string(level))
        {
            BOOST_TEST((level_named(to_string(level)) == level));
            std::ostringstream out;
            Journal journal(out, level);
            for (const auto each : {Level::error, Level::warning, Level::info}) {
                BOOST_TEST(journal.writes(each) == (each <= level));
                journal.write(each, "x", "y");
            }
            journal.flush();
            BOOST_TEST(lines_of(out.str()).size() == static_cast<std::size_t>(level) + 1);
        }
    }
    BOOST_TEST(!level_named("loud").has_value());
}

BOOST_AUTO_TEST_CASE(what_waits_is_bounded_and_what_is_lost_is_told)
{
    Shut shut;
    std::ostream out(&shut);
    {
        Journal journal(out, Level::info);
        journal.write(Level::info, "the first", "");
        shut.entered.wait(); // The thread has it, and writes nothing now.
        for (std::size_t line = 0; line < limits::journal_lines; ++line)
            journal.write(Level::info, "x", "");
        BOOST_TEST(journal.dropped() == 0u);
        for (unsigned more = 0; more < 3; ++more)
            journal.write(Level::info, "lost", "");
        BOOST_TEST(journal.dropped() == 3u);
        shut.open.count_down();
    }
    const auto lines = lines_of(shut.str());
    BOOST_TEST_REQUIRE(lines.size() == limits::journal_lines + 2);
    BOOST_TEST(lines.back().at("event").as_string() == "log lines dropped");
    BOOST_TEST(lines.back().at("lines").as_int64() == 3);
}

BOOST_AUTO_TEST_CASE(bytes_are_bounded)
{
    Shut shut;
    std::ostream out(&shut);
    Journal journal(out);
    journal.write(Level::error, "the first", "");
    shut.entered.wait();
    const std::string half(limits::journal_bytes / 2, 'x');
    journal.write(Level::error, "fits", half);
    journal.write(Level::error, "does not", half);
    journal.write(Level::error, "fits", "");
    BOOST_TEST(journal.dropped() == 1u);
    shut.open.count_down();
}

BOOST_AUTO_TEST_CASE(a_stream_into_it)
{
    std::ostringstream out;
    Journal journal(out);
    JournalStream stream(journal);
    stream << "certificate " << 7 << " read\nand the next\nhalf";
    journal.flush();
    const auto lines = lines_of(out.str());
    BOOST_TEST_REQUIRE(lines.size() == 2u);
    BOOST_TEST(lines[0].at("event").as_string() == "certificate 7 read");
    BOOST_TEST(lines[0].at("level").as_string() == "warning");
}

BOOST_AUTO_TEST_SUITE_END()

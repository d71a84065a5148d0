#include "lrs/exposition.hpp"

#include <boost/test/unit_test.hpp>

using lrs::Exposition;

namespace {

constexpr std::uint64_t bounds[] = {500'000, 1'000'000};

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_exposition)

BOOST_AUTO_TEST_CASE(families)
{
    Exposition out;
    out.family("a_total", "counter", "All of them.");
    out.sample({{"kind", "x"}, {"route", "/a/{key}"}}, 3);
    out.sample({}, 0.25);
    out.gauge("b", "One.", 1e15);
    BOOST_TEST(std::move(out).text() == "# HELP a_total All of them.\n"
                                        "# TYPE a_total counter\n"
                                        "a_total{kind=\"x\",route=\"/a/{key}\"} 3\n"
                                        "a_total 0.25\n"
                                        "# HELP b One.\n"
                                        "# TYPE b gauge\n"
                                        "b 1e+15\n");
}

BOOST_AUTO_TEST_CASE(buckets_add_up)
{
    Exposition out;
    out.family("t", "histogram", "T.");
    out.samples({{"k", "v"}}, {bounds, {2, 1, 4}, 9'500'000}, 1e6);
    BOOST_TEST(std::move(out).text() == "# HELP t T.\n"
                                        "# TYPE t histogram\n"
                                        "t_bucket{k=\"v\",le=\"0.5\"} 2\n"
                                        "t_bucket{k=\"v\",le=\"1\"} 3\n"
                                        "t_bucket{k=\"v\",le=\"+Inf\"} 7\n"
                                        "t_sum{k=\"v\"} 9.5\n"
                                        "t_count{k=\"v\"} 7\n");
}

BOOST_AUTO_TEST_CASE(label_values_are_escaped)
{
    const struct {
        const char* name;
        std::string_view value;
        std::string_view written;
    } rows[] = {
        {"plain", "moodle", "moodle"},        {"quote", "a\"b", "a\\\"b"},
        {"backslash", "a\\b", "a\\\\b"},      {"end of line", "a\nb", "a\\nb"},
        {"UTF-8 and braces", "é}=,", "é}=,"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            Exposition out;
            out.sample({{"k", row.value}}, 1);
            BOOST_TEST(std::move(out).text() == "{k=\"" + std::string(row.written) + "\"} 1\n");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

// Prerequisites of SCORM 1.2 as AICC scripts.
#include "content/prerequisites.hpp"

#include "base/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

namespace {

using content::Prerequisite;

std::string dump(const Prerequisite& of)
{
    std::string parts;
    for (const auto& part : of.parts)
        parts += (parts.empty() ? "" : ",") + dump(part);
    switch (of.kind) {
    case Prerequisite::Kind::done: return of.item;
    case Prerequisite::Kind::is: return of.item + "=" + std::string(of.status);
    case Prerequisite::Kind::is_not: return of.item + "<>" + std::string(of.status);
    case Prerequisite::Kind::none: return "~(" + parts + ")";
    case Prerequisite::Kind::all: return "&(" + parts + ")";
    case Prerequisite::Kind::at_least: return std::to_string(of.count) + "*(" + parts + ")";
    }
    return {};
}

struct Script {
    std::string script;
    std::string_view tree;
    std::string_view problem{};
};

struct Met {
    std::string_view script;
    bool is_met;
};

std::string repeat(std::string_view text, std::size_t times)
{
    std::string out;
    for (; times > 0; --times)
        out += text;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_prerequisites)

BOOST_AUTO_TEST_CASE(scripts)
{
    const Script rows[] = {
        {"A", "A"},
        {" A.b-c_1\n", "A.b-c_1"},
        {"A&B & C", "&(A,B,C)"},
        {"A|B", "1*(A,B)"},
        {"A|B&C", "1*(A,&(B,C))"},
        {"(A|B)&C", "&(1*(A,B),C)"},
        {"~A&B", "&(~(A),B)"},
        {"~~A", "~(~(A))"},
        {"~(A&B)", "~(&(A,B))"},
        {"A AND B or not C", "1*(&(A,B),~(C))"},
        {"ANDREA & ORKAN", "&(ANDREA,ORKAN)"},
        {"A = passed", "A=passed"},
        {"A=\"not attempted\"", "A=not attempted"},
        {"A='P'|B=n", "1*(A=passed,B=not attempted)"},
        {"A<>Failed&B", "&(A<>failed,B)"},
        {"~A=passed", "~(A=passed)"},
        {"2*{A,B , C}", "2*(A,B,C)"},
        {"{A,B}", "2*(A,B)"},
        {"3 * {A}&B", "&(3*(A),B)"},
        {"2*{A&B,C=passed}", "2*(&(A,B),C=passed)"},
        {"12", "12"},
        {"", "", "have an item at the end"},
        {"A B", "", "have nothing behind its end where it has \"B\""},
        {"A&", "", "have an item at the end"},
        {"&A", "", "have an item where it has \"&\""},
        {"(A", "", "have \")\" at the end"},
        {"A)", "", "have nothing behind its end where it has \")\""},
        {"{A", "", "have \"}\" at the end"},
        {"2*A", "", "have \"{\" where it has \"A\""},
        {"A*{B}", "", "have a whole number before it where it has \"*\""},
        {"65536*{B}", "", "have a whole number before it where it has \"*\""},
        {"A=done", "", "have a status where it has \"done\""},
        {"A=", "", "have a status at the end"},
        {"A<B", "", "have nothing behind its end where it has \"<\""},
        {"''", "", "have an item at the end"},
        {"'('A)", "", "have nothing behind its end where it has \"A\""},
        {"A='passed", "A=passed"},
        {std::string(limits::prerequisite_bytes, 'A'), "*"},
        {std::string(limits::prerequisite_bytes + 1, 'A'), "", "have at most 4096 bytes"},
        {repeat("(", limits::prerequisite_depth - 1) + "A" +
             repeat(")", limits::prerequisite_depth - 1),
         "A"},
        {repeat("(", limits::prerequisite_depth) + "A" + repeat(")", limits::prerequisite_depth),
         "", "have fewer brackets in each other where it has \"A\""},
        {repeat("~", 4'000) + "A", "", "have fewer brackets in each other where it has \"~\""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.script)
        {
            std::string problem;
            const auto read = content::parse_prerequisite(row.script, problem);
            BOOST_TEST(problem == row.problem);
            BOOST_TEST(read.has_value() == row.problem.empty());
            if (read && row.tree != "*") BOOST_TEST(dump(*read) == row.tree);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_met)
{
    const std::map<std::string, std::string, std::less<>> statuses{
        {"c", "completed"},  {"p", "passed"},  {"f", "failed"},
        {"i", "incomplete"}, {"b", "browsed"}, {"n", "not attempted"},
    };
    const auto status_of = [&](std::string_view item) {
        const auto found = statuses.find(item);
        return found == statuses.end() ? std::string_view() : found->second;
    };
    const Met rows[] = {
        {"c", true},          {"p", true},           {"f", false},           {"i", false},
        {"b", false},         {"n", false},          {"unknown", false},     {"~f", true},
        {"~c", false},        {"c&p", true},         {"c&f", false},         {"c|f", true},
        {"f|i", false},       {"c=completed", true}, {"p=completed", false}, {"p<>completed", true},
        {"n=n", true},        {"unknown=n", true},   {"unknown<>n", false},  {"2*{c,p,f}", true},
        {"2*{c,f,i}", false}, {"0*{f}", true},       {"{c,p}", true},        {"{c,f}", false},
        {"3*{c,p}", false},   {"~(c&f)", true},      {"b=browsed", true},    {"i=i&f=f", true},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.script)
        {
            std::string problem;
            const auto read = content::parse_prerequisite(row.script, problem);
            BOOST_REQUIRE(read);
            BOOST_TEST(content::is_met(*read, status_of) == row.is_met);
        }
    }
}

BOOST_AUTO_TEST_CASE(items)
{
    std::string problem;
    const auto read = content::parse_prerequisite("A & 2*{B, C=passed, A}", problem);
    const std::vector<std::string_view> expected{"A", "B", "C", "A"};
    BOOST_TEST(content::items_of(read.value()) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

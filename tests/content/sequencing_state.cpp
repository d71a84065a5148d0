#include "content/sequencing_state.hpp"

#include "base/limits.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

namespace {

namespace json = boost::json;

using namespace content;
using base::ErrorKind;

template <class T>
std::string refusal(const base::Result<T>& result)
{
    if (result) return "";
    const auto& error = result.error();
    if (error.kind == ErrorKind::too_large) return "too large";
    if (error.complaints.empty()) return "invalid";
    return error.complaints[0].rule + " " + error.complaints[0].where;
}

// So many members of this value.
json::object members(std::size_t count, const json::value& value)
{
    json::object out;
    for (std::size_t index = 0; index < count; ++index)
        out["o" + std::to_string(index)] = value;
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(content_sequencing_state)

BOOST_AUTO_TEST_CASE(the_engines_text)
{
    BOOST_TEST(checked_sequencing_state("{\"x\":1}").value() == "{\"x\":1}");
    BOOST_TEST(refusal(checked_sequencing_state("")) == "invalid");
    BOOST_TEST(refusal(checked_sequencing_state("\xff")) == "invalid");
    const std::string longest(limits::sequencing_bytes, 'x');
    BOOST_TEST(refusal(checked_sequencing_state(longest)) == "");
    BOOST_TEST(refusal(checked_sequencing_state(longest + "x")) == "too large");
}

BOOST_AUTO_TEST_CASE(objectives)
{
    const json::object some{{"a/b", {{"satisfiedStatus", true}}}};
    BOOST_TEST((checked_global_objectives(some).value() == some));
    BOOST_TEST(refusal(checked_global_objectives({})) == "");
    BOOST_TEST(refusal(checked_global_objectives({{"a/b", true}})) ==
               "global_objectives.type /a~1b");
    const auto most = limits::global_objectives;
    BOOST_TEST(refusal(checked_global_objectives(members(most, json::object()))) == "");
    BOOST_TEST(refusal(checked_global_objectives(members(most + 1, json::object()))) ==
               "too large");
    // {"o":{"x":"..."}}
    const auto sized = [](std::size_t bytes) {
        return json::object{{"o", {{"x", std::string(bytes - 14, 'y')}}}};
    };
    BOOST_TEST(json::serialize(sized(100)).size() == 100u);
    BOOST_TEST(refusal(checked_global_objectives(sized(limits::global_objectives_bytes))) == "");
    BOOST_TEST(refusal(checked_global_objectives(sized(limits::global_objectives_bytes + 1))) ==
               "too large");
}

BOOST_AUTO_TEST_CASE(shared_data)
{
    BOOST_TEST(checked_shared_data({{"a", "x"}, {"b", ""}}).value().at("a") == "x");
    BOOST_TEST(refusal(checked_shared_data({{"a", 1}})) == "shared_data.type /a");
    const std::string longest(limits::scorm_store_bytes, 'x');
    BOOST_TEST(refusal(checked_shared_data({{"a", longest}})) == "");
    BOOST_TEST(refusal(checked_shared_data({{"a", longest + "x"}})) == "shared_data.limit /a");
    BOOST_TEST(refusal(checked_shared_data(members(limits::scorm_stores, ""))) == "");
    BOOST_TEST(refusal(checked_shared_data(members(limits::scorm_stores + 1, ""))) == "too large");
}

BOOST_AUTO_TEST_SUITE_END()

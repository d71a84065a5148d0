// Statements that an AU may send, one JSON value to a line, in one session of a course: whatever
// they are, the gate says yes or says why not, and the state made again from what it let in is the
// state that it had.
#include "content/cmi5_gate.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/cmi5_satisfaction.hpp"
#include "content/cmi5_statements.hpp"
#include "statements/parse.hpp"

#include <boost/json/array.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace content;
namespace json = boost::json;

void require(bool holds)
{
    if (!holds) std::abort();
}

Cmi5Course small_course()
{
    Cmi5Course course;
    course.id = "x:course";
    course.aus.resize(2);
    course.aus[0].id = "x:a0";
    course.aus[0].move_on = MoveOn::completed_and_passed;
    course.aus[0].mastery_score = 0.5;
    course.aus[1].id = "x:a1";
    course.blocks.resize(1);
    course.blocks[0].id = "x:b0";
    course.blocks[0].parts = {{Cmi5Part::Kind::au, 0}};
    course.parts = {{Cmi5Part::Kind::block, 0}, {Cmi5Part::Kind::au, 1}};
    return course;
}

const json::object actor{{"account", {{"homePage", "x:h"}, {"name", "1"}}}};

void check_refusal(const base::Error& error, std::size_t sent)
{
    require(error.kind == base::ErrorKind::forbidden || error.kind == base::ErrorKind::invalid);
    require(!error.complaints.empty() && error.complaints.size() <= limits::complaints);
    for (const auto& complaint : error.complaints) {
        require(complaint.rule.starts_with("cmi5.") && !complaint.expected.empty());
        require(complaint.statement && *complaint.statement < sent);
        require(base::is_utf8(complaint.found));
    }
}

class Fold {
public:
    Fold() : course_(small_course()), ids_(course_, "x:lms"), state_(ids_)
    {
        const Cmi5Enrolment enrolment{course_, ids_, actor, {}};
        const Cmi5Launch launch{.au = 0, .session = {}, .at = {}, .url = "x:u", .return_url = ""};
        tell(launched_statement(enrolment, launch), Cmi5Teller::system);
        session_ = session_of(enrolment, launch);
        session_.fetched = true;
    }

    void send(const json::value& value)
    {
        const json::array one{value};
        const auto verdicts = gate(course_, ids_, state_, session_, one);
        const json::array two{value, value};
        const auto twice = gate(course_, ids_, state_, session_, two);
        if (!verdicts) {
            check_refusal(verdicts.error(), 1);
            require(!twice);
            return;
        }
        if (!twice) check_refusal(twice.error(), 2);
        require(verdicts->size() == 1);
        require(reasons_to_void(state_, session_, value.as_object()).empty());
        if (verdicts->front().repeated) return;
        tell(value.as_object(), Cmi5Teller::au);
        require(verdicts->front().satisfied == newly_satisfied(course_, state_) ||
                !verdicts->front().verb);
        for (const auto& unit : verdicts->front().satisfied)
            state_.say_satisfied(unit);
    }

    void check() const
    {
        Cmi5State again(ids_);
        for (const auto& [statement, teller] : told_)
            again.apply(ids_, statement, teller);
        for (const auto& unit : newly_satisfied(course_, again))
            again.say_satisfied(unit);
        require(again == state_);
    }

private:
    void tell(const json::object& statement, Cmi5Teller teller)
    {
        state_.apply(ids_, statement, teller);
        told_.emplace_back(statement, teller);
    }

    Cmi5Course course_;
    Cmi5Ids ids_;
    Cmi5State state_;
    Cmi5Session session_;
    std::vector<std::pair<json::object, Cmi5Teller>> told_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    Fold fold;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (const auto value = statements::parse(line)) fold.send(*value);
    }
    fold.check();
    return 0;
}

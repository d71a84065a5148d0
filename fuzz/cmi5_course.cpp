// Course structures of cmi5, alone and in a package. What is refused says why, in texts fit to be
// shown; what is accepted is a course of which the system can speak.
#include "content/cmi5_course.hpp"

#include "base/iri.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/cmi5_ids.hpp"
#include "content/cmi5_satisfaction.hpp"
#include "content/cmi5_statements.hpp"
#include "statements/validate.hpp"

#include <boost/json/serialize.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace content;

void require(bool holds)
{
    if (!holds) std::abort();
}

void check(const base::Complaints& complaints)
{
    require(complaints.size() <= limits::complaints);
    for (const auto& complaint : complaints) {
        require(complaint.where.starts_with("cmi5.xml") && !complaint.rule.empty());
        require(base::is_utf8(complaint.found) && base::is_utf8(complaint.expected));
        require(complaint.found.size() <= limits::found_bytes + 3); // Three dots.
    }
}

void check_valid(const boost::json::object& statement)
{
    for (const auto version : {statements::Version::v1_0_3, statements::Version::v2_0_0})
        require(statements::validate(statement, version).empty());
    require(serialize(statement).size() <= limits::statement_bytes);
}

void check(const Cmi5Course& course)
{
    require(!course.aus.empty() && base::is_iri(course.id));
    const Cmi5Ids ids(course, "https://lrs.example/activities");
    const boost::json::object actor{
        {"account", {{"homePage", "https://lrs.example"}, {"name", "1"}}}};
    const Cmi5Enrolment enrolment{course, ids, actor, {}};
    for (std::size_t index = 0; index < course.aus.size(); ++index) {
        const auto& au = course.aus[index];
        require(base::is_iri(au.id) && !au.url.empty() && ids.au_of(ids.au(index)) == index);
        Cmi5Launch launch{.au = index, .session = {}, .at = {}, .url = "", .return_url = ""};
        launch.url = au.url;
        check_valid(launched_statement(enrolment, launch));
    }
    for (const auto& unit : newly_satisfied(course, Cmi5State(ids)))
        check_valid(satisfied_statement(enrolment, unit, {}, {}));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const FileIndex files({"cmi5.xml", "index.html", "a/b.html"});
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const bool in_package : {false, true}) {
        Findings findings;
        const auto course = read_cmi5(text, "cmi5.xml", in_package ? &files : nullptr, findings);
        require(course.has_value() == !findings.refused());
        check(findings.refusals);
        check(findings.warnings);
        if (course) check(*course);
    }
    return 0;
}

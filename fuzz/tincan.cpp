// Documents tincan.xml. What is accepted has one activity that can be launched, and definitions
// that a statement may have.
#include "content/tincan.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/course_url.hpp"
#include "statements/validate.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

void check(const base::Complaints& complaints)
{
    require(complaints.size() <= limits::complaints);
    for (const auto& complaint : complaints) {
        require(complaint.where.starts_with("sub/tincan.xml") && !complaint.rule.empty());
        require(base::is_utf8(complaint.found) && base::is_utf8(complaint.expected));
    }
}

void check(const content::TinCanPackage& package)
{
    require(package.launched < package.activities.size());
    const auto& launches = package.activities[package.launched].launches;
    require(!launches.empty());
    const boost::json::object actor{{"mbox", "mailto:a@b.example"}};
    const auto url = content::complete_url(launches.front().text, "https://c.example/sub");
    const auto launch = content::tincan_launch_url(
        url,
        {.endpoint = "x:e", .auth = "a", .actor = actor, .registration = "", .activity_id = ""});
    require(launch.find("endpoint=x%3Ae%2F&auth=a&actor=") != launch.npos);
    for (const auto& activity : package.activities) {
        const boost::json::object statement{{"actor", actor},
                                            {"verb", {{"id", "x:verb"}}},
                                            {"object", content::activity_of(activity)}};
        for (const auto version : {statements::Version::v1_0_3, statements::Version::v2_0_0})
            require(statements::validate(statement, version).empty());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const content::FileIndex files({"index.html", "sub/index.html"});
    content::Findings findings;
    const auto package = content::read_tincan({reinterpret_cast<const char*>(data), size},
                                              "sub/tincan.xml", files, findings);
    require(package.has_value() == !findings.refused());
    check(findings.refusals);
    check(findings.warnings);
    if (package) check(*package);
    return 0;
}

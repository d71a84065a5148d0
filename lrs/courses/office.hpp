// The courses of one tenant: packages, who takes part in them, and what they report.
//
// Threads: any; all of it blocks but has_cmi5().
#pragma once

#include "courses/catalogue.hpp"
#include "courses/cmi5_runs.hpp"
#include "courses/enrolments.hpp"
#include "courses/package_shelf.hpp"
#include "courses/personal_links.hpp"
#include "courses/scorm_runs.hpp"

#include <boost/json/object.hpp>

#include <atomic>
#include <string>

namespace lrs {

// As whose statements stand what courses of this system say. A model that lists whom it trusts
// lists these agents. Neither is the system itself, whose own statements are evidence for nothing.
//   content  what content in a browser sends, and what the server derives from it
//   lms      what the server says of cmi5: launched, abandoned, waived, satisfied
boost::json::object content_agent(const std::string& base_url);
boost::json::object lms_agent(const std::string& base_url);

// Where the ids of a tenant's courses and their parts begin.
std::string activities_base(const std::string& base_url, const std::string& tenant);

struct CourseOffice {
    CourseOffice(storage::Storage& storage, storage::Tenant tenant, const std::string& name,
                 const std::string& base_url);

    // What is kept, and what a crash has left half done. Before anything else.
    base::Result<> start();

    // Packages that were removed and that nobody needs any more lose their files.
    base::Result<std::size_t> purge();

    courses::PackageShelf shelf;
    courses::Enrolments enrolments;
    courses::ScormRuns scorm;
    courses::Cmi5Runs cmi5;
    courses::Catalogue catalogue;
    courses::PersonalLinks links;
    const std::string persons_home;    // homePage of accounts that employees have here.
    std::atomic<bool> has_cmi5{false}; // A session of cmi5 may be under way.
};

} // namespace lrs

#include "lrs/courses/office.hpp"

#include "lrs/auth/tenants.hpp"

#include <boost/json/serialize.hpp>

namespace lrs {
namespace {

namespace json = boost::json;

courses::Authorities authorities(const std::string& base_url)
{
    return {json::serialize(lms_agent(base_url)), json::serialize(content_agent(base_url))};
}

json::object agent_of_launches(const std::string& base_url, std::string_view name)
{
    return {{"objectType", "Agent"},
            {"account", {{"homePage", base_url + "/launches"}, {"name", name}}}};
}

} // namespace

json::object content_agent(const std::string& base_url)
{
    return agent_of_launches(base_url, "content");
}

json::object lms_agent(const std::string& base_url)
{
    return agent_of_launches(base_url, "lms");
}

std::string activities_base(const std::string& base_url, const std::string& tenant)
{
    const auto whose = tenant == default_tenant_name ? std::string() : "/t/" + tenant;
    return base_url + whose + "/activities";
}

CourseOffice::CourseOffice(storage::Storage& storage, storage::Tenant tenant,
                           const std::string& name, const std::string& base_url)
    : shelf(storage.files(), storage.records(), tenant, activities_base(base_url, name),
            storage::system_now),
      enrolments(storage.records(), tenant, storage::system_now),
      scorm(storage, tenant, json::serialize(content_agent(base_url)), storage::system_now),
      cmi5(storage, tenant, authorities(base_url), storage::system_now),
      catalogue(storage.records(), tenant, storage::system_now, shelf, enrolments,
                [this](const courses::Package& package, const courses::Registration& registration) {
                    return package.cmi5() ? cmi5.enrol(package, registration) : base::Result<>();
                }),
      links(storage.records(), tenant, storage::system_now), persons_home(base_url + "/persons")
{
}

base::Result<> CourseOffice::start()
{
    if (auto started = shelf.start(); !started) return started;
    if (auto settled = scorm.settle(); !settled) return settled;
    std::optional<base::Uuid> after;
    do {
        const auto page = shelf.list(after, limits::packages_listed);
        for (const auto& record : page.packages)
            has_cmi5 = has_cmi5 || record.kind == "cmi5";
        after = page.next;
    } while (after);
    return {};
}

base::Result<std::size_t> CourseOffice::purge()
{
    return shelf.purge([this](const base::Uuid& package) -> base::Result<bool> {
        const auto some = enrolments.of_package(package, std::nullopt, 1);
        if (!some) return some.error();
        return !some->empty();
    });
}

} // namespace lrs

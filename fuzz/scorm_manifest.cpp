// Manifests of SCORM: what is accepted can be launched, and its JSON can be read back.
#include "content/scorm_manifest.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/cmi_seed.hpp"
#include "content/sequencing_json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <cstdlib>
#include <set>

namespace {

using namespace content;

void require(bool holds)
{
    if (!holds) std::abort();
}

boost::json::value parsed_again(const boost::json::object& object)
{
    boost::json::parse_options options;
    options.max_depth = limits::json_depth;
    return boost::json::parse(boost::json::serialize(object), {}, options);
}

struct Check {
    ScormEdition edition;
    std::set<std::string_view> ids{};
    std::size_t launchable = 0;

    void items(const std::vector<ScormItem>& of, std::size_t depth)
    {
        require(of.empty() || depth <= limits::scorm_depth);
        for (const auto& item : of) {
            require(!item.id.empty() && ids.insert(item.id).second);
            require(item.url.empty() == item.resource.empty() && base::is_utf8(item.url));
            launchable += !item.url.empty();
            if (item.prerequisite) is_met(*item.prerequisite, [](auto) { return "passed"; });
            parsed_again(cmi_seed(item, {edition, "id", "name"}));
            items(item.items, depth + 1);
        }
    }
};

// A package that has nearly every file that the manifest names, most of them written as there.
FileIndex files_named(std::string_view bytes)
{
    std::vector<std::string> out;
    for (auto at = bytes.find_first_of("\"'"); at != bytes.npos && out.size() < 1'000;
         at = bytes.find_first_of("\"'", at + 1)) {
        const auto end = bytes.find(bytes[at], at + 1);
        if (end == bytes.npos) break;
        auto name = base::as_utf8(bytes.substr(at + 1, end - at - 1));
        if (name.starts_with('A')) name[0] = 'a';
        if (!name.empty() && !name.ends_with('x')) out.push_back(std::move(name));
        at = end;
    }
    return FileIndex(std::move(out));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto files = files_named(bytes);
    Findings findings;
    const auto manifest = read_manifest(bytes, "m", files, findings);
    require(manifest.has_value() != findings.refused());
    for (const auto* complaints : {&findings.refusals, &findings.warnings}) {
        require(complaints->size() <= limits::complaints);
        for (const auto& complaint : *complaints)
            require(base::is_utf8(complaint.found) && complaint.where.starts_with("m"));
    }
    if (!manifest) return 0;
    require(manifest->default_organization < manifest->organizations.size());
    Check check{manifest->edition};
    for (const auto& organization : manifest->organizations) {
        check.launchable = 0;
        check.items(organization.items, 1);
        require(check.launchable > 0);
        parsed_again(sequencing_json(organization));
        objectives_of(organization);
    }
    return 0;
}

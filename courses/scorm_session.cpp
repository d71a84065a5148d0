#include "courses/scorm_session.hpp"

#include "base/iri.hpp"
#include "content/cmi_seed.hpp"
#include "content/scorm_iris.hpp"
#include "courses/package_summary.hpp"
#include "statements/members.hpp"
#include "statements/raw.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace courses {
namespace {

namespace json = boost::json;
using content::Commit;
using content::Credit;
using content::Exit;
using content::LaunchMode;
using content::ScormVersion;

content::Mode mode_of(LaunchMode mode)
{
    switch (mode) {
    case LaunchMode::normal: return content::Mode::normal;
    case LaunchMode::browse: return content::Mode::browse;
    case LaunchMode::review: return content::Mode::review;
    }
    return content::Mode::normal;
}

void set_mode(Commit& commit, LaunchMode mode)
{
    commit.cmi.mode = mode_of(mode);
    if (mode != LaunchMode::normal) commit.cmi.credit = Credit::no_credit;
}

// Where the way in which content has left stands. Null: nowhere.
json::object* parent_of_exit(json::object& kept, ScormVersion version)
{
    auto* data = statements::object_in(kept, "runtimeData");
    auto* cmi = statements::object_in(data ? *data : kept, "cmi");
    return cmi && version == ScormVersion::v1_2 ? statements::object_in(*cmi, "core") : cmi;
}

// Those that a statement can name. An id need not be an IRI: most are local to the course.
std::vector<std::string> objectives_in(const Package& package)
{
    auto out = objectives_of(package);
    std::erase_if(out, [](const std::string& id) { return !base::is_iri(id); });
    return out;
}

} // namespace

ScormVersion version_of(const content::ScormManifest& manifest)
{
    return manifest.edition == content::ScormEdition::scorm12 ? ScormVersion::v1_2
                                                              : ScormVersion::v2004;
}

content::Attempt attempt_of(const Package& package, const Registration& registration,
                            const content::ScormItem& item, const ScormRun& run)
{
    content::Attempt out;
    out.actor = registration.actor;
    out.registration = registration.id;
    out.course = {package.iri, package.title};
    out.sco = {content::sco_iri(package.iri, item.id), item.title};
    out.attempt = content::attempt_iri(out.sco.iri, run.attempt);
    out.session = run.id;
    out.begun = run.begun;
    out.zone = run.zone;
    out.language = package.language;
    out.sequenced = true; // The result of the course is always known here, from whomever.
    out.objectives = objectives_in(package);
    return out;
}

base::Result<Commit> read_session_commit(std::string_view body, ScormVersion version,
                                         LaunchMode mode)
{
    auto out = content::read_commit(body, version);
    if (out) set_mode(*out, mode);
    return out;
}

bool counts(const Commit& commit)
{
    return commit.cmi.credit == Credit::credit && commit.cmi.mode == content::Mode::normal;
}

Commit given(Commit kept)
{
    // A SCO of 1.2 cannot read its interactions and counts from 0 in each session.
    if (kept.cmi.version == ScormVersion::v1_2) kept.cmi.interactions.clear();
    kept.cmi.session_time.reset();
    kept.cmi.exit = Exit::none;
    kept.sequence = 0;
    return kept;
}

bool is_suspended(const Commit& commit, bool is_last)
{
    return commit.cmi.exit == Exit::suspend || (!is_last && commit.cmi.exit == Exit::none);
}

Commit last_words(const Commit* former, bool has_committed, ScormVersion version, LaunchMode mode,
                  bool is_last)
{
    Commit out;
    if (former) out = has_committed ? *former : given(*former);
    out.cmi.version = version;
    // With nothing kept there is nothing to go on with.
    if (former && is_suspended(out, is_last)) out.cmi.exit = Exit::suspend;
    set_mode(out, mode);
    return out;
}

Commit asset_commit(ScormVersion version, LaunchMode mode)
{
    Commit out;
    out.cmi.version = version;
    out.cmi.status.completion = content::Completion::completed;
    set_mode(out, mode);
    return out;
}

std::string torn_suspend_data(std::string_view body)
{
    namespace raw = statements::raw;
    auto text = raw::at(body, {"runtimeData", "cmi", "suspend_data"});
    if (!text) text = raw::at(body, {"cmi", "suspend_data"});
    if (!text || text->find("\\u") == text->npos) return {};
    json::error_code failed;
    const auto whole = json::parse(*text, failed);
    return failed ? std::string(*text) : std::string();
}

Seed seed_of(const content::ScormItem& item, const content::ScormManifest& manifest,
             const Registration& registration, LaunchMode mode, std::optional<json::object> kept,
             bool is_suspended)
{
    content::ScormLaunch launch{manifest.edition, std::string(account_name(registration)),
                                std::string(statements::text_in(registration.actor, "name")), mode};
    const auto version = version_of(manifest);
    if (auto* parent = kept ? parent_of_exit(*kept, version) : nullptr)
        (*parent)["exit"] = is_suspended ? "suspend" : "";
    if (kept) launch.kept = &*kept;
    Seed out{content::cmi_seed(item, launch), {}, {}};
    auto whole = out.json;
    whole["commitSequence"] = 0;
    if (auto read = content::read_commit(json::serialize(whole), version)) out.cmi = read->cmi;
    return out;
}

} // namespace courses

// Commits of a player: the first byte chooses the version, a line end parts two of them. Whatever
// they hold, what is told of them are statements in both versions of xAPI, the same ones each time,
// and none when nothing has changed.
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/scorm_documents.hpp"
#include "content/scorm_to_xapi.hpp"
#include "content/sequencing_state.hpp"
#include "statements/validate.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

namespace {

namespace json = boost::json;

using namespace content;

constexpr base::Timestamp begun = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1);

void require(bool holds)
{
    if (!holds) std::abort();
}

Attempt some_attempt(bool has_zone)
{
    Attempt out;
    out.actor = {{"account", {{"homePage", "https://x.example"}, {"name", "u1"}}}};
    out.course = {"https://x.example/C", "C"};
    out.sco = {"https://x.example/C/S"};
    out.attempt = "https://x.example/C/S?attemptId=A";
    out.begun = begun;
    out.sequenced = true;
    if (has_zone) out.zone = std::chrono::minutes(90);
    return out;
}

void check_complaints(const base::Complaints& complaints)
{
    require(complaints.size() <= limits::complaints);
    for (const auto& complaint : complaints) {
        require(!complaint.rule.empty() && !complaint.expected.empty());
        require(base::is_utf8(complaint.where) && base::is_utf8(complaint.found));
        require(complaint.found.size() <= limits::found_bytes + 3); // Three dots.
    }
}

void check_statements(const Attempt& where, const Former& former, const Commit& now, Stage stage)
{
    const auto committed = begun + std::chrono::hours(1);
    const auto told = statements_of(where, former, now, committed, stage);
    require(told == statements_of(where, former, now, committed, stage));
    std::set<std::string_view> ids;
    std::string_view last;
    for (const auto& statement : told) {
        require(statements::validate(statement, statements::Version::v1_0_3).empty());
        require(statements::validate(statement, statements::Version::v2_0_0).empty());
        require(ids.insert(std::string_view(statement.at("id").as_string())).second);
        const std::string_view time = statement.at("timestamp").as_string();
        require(last <= time);
        last = time;
        require(json::serialize(statement).size() <= limits::statement_bytes);
    }
}

void check_rest(const Attempt& where, const Commit& commit)
{
    for (const auto& document : state_documents(where, commit))
        require(base::is_utf8(document.bytes));
    require(!activity_profile(where, commit.cmi).bytes.empty());
    require(!agent_profile(commit.cmi).bytes.empty());
    if (const auto kept = checked_global_objectives(commit.global_objectives))
        require(*kept == commit.global_objectives);
    if (const auto kept = checked_shared_data(commit.shared_data))
        require(kept->size() == commit.shared_data.size());
}

std::optional<Commit> read(std::string_view body, ScormVersion version)
{
    auto commit = read_commit(body, version);
    if (!commit) {
        require(commit.error().kind == base::ErrorKind::invalid ||
                commit.error().kind == base::ErrorKind::too_large);
        require(!commit.error().why.empty());
        check_complaints(commit.error().complaints);
        return std::nullopt;
    }
    check_complaints(commit->warnings);
    return *std::move(commit);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.empty()) return 0;
    const auto version = text.front() % 2 == 0 ? ScormVersion::v1_2 : ScormVersion::v2004;
    const auto where = some_attempt(text.front() % 4 < 2);
    text.remove_prefix(1);
    const auto end = std::min(text.find('\n'), text.size());
    const auto first = read(text.substr(0, end), version);
    if (!first) return 0;
    check_statements(where, {}, *first, Stage::final);
    const Former former{&*first, first->roll_up};
    require(statements_of(where, former, *first, begun, Stage::under_way).empty());
    check_rest(where, *first);
    if (const auto second = read(text.substr(std::min(end + 1, text.size())), version))
        check_statements(where, former, *second, Stage::under_way);
    return 0;
}

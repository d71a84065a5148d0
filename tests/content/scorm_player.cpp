#include "tests/content/scorm_player.hpp"

#include "statements/validate.hpp"

#include <boost/test/unit_test.hpp>

namespace support {
namespace {

using content::Former;
using content::Stage;

void check_valid(const json::object& statement)
{
    for (const auto version : {statements::Version::v1_0_3, statements::Version::v2_0_0}) {
        const auto complaints = statements::validate(statement, version);
        BOOST_TEST(complaints.empty(), complaints.front().rule << " " << complaints.front().where
                                                               << " " << complaints.front().found);
    }
}

} // namespace

base::Timestamp at(std::string_view text)
{
    return base::parse_timestamp("2026-03-01T" + std::string(text) + "Z",
                                 base::TimestampRules::rfc3339)
        .value();
}

content::Attempt some_attempt(unsigned session)
{
    content::Attempt out;
    out.actor = {{"objectType", "Agent"},
                 {"account", {{"homePage", "https://x.example"}, {"name", "u1"}}}};
    out.registration.bytes[15] = 7;
    out.course = {"https://x.example/C", "The course"};
    out.sco = {"https://x.example/C/S", "The lesson"};
    out.attempt = "https://x.example/C/S?attemptId=A";
    out.session.bytes[15] = static_cast<std::uint8_t>(session);
    out.begun = at("09:00:00");
    return out;
}

std::string brief(const json::object& statement)
{
    const auto text = [&](std::string_view pointer) {
        return std::string(statement.at(pointer).as_object().at("id").as_string());
    };
    const auto verb = text("verb");
    const auto object = text("object");
    const auto name = object.substr(std::string_view("https://x.example/").size());
    return verb.substr(verb.rfind('/') + 1) + " " + name;
}

json::value at_pointer(const json::object& statement, std::string_view pointer)
{
    const json::value whole(statement);
    boost::system::error_code failed;
    const auto* found = whole.find_pointer(pointer, failed);
    return found ? *found : json::value();
}

void ScormPlayer::begin(content::Entry entry)
{
    now_ += std::chrono::minutes(1);
    ++sessions_;
    sequence_ = 0;
    const auto begun = some_attempt(sessions_);
    where.session = begun.session;
    where.begun = now_;
    const bool v1_2 = version_ == content::ScormVersion::v1_2;
    set(v1_2 ? "cmi.core.entry" : "cmi.entry",
        entry == content::Entry::resume ? "resume" : "ab-initio");
    set(v1_2 ? "cmi.core.exit" : "cmi.exit", "");
    take({content::begin_statement(where, entry)});
}

void ScormPlayer::set(std::string_view element, std::string_view value)
{
    auto* parent = &runtime_;
    for (auto dot = element.find('.'); dot != element.npos; dot = element.find('.')) {
        auto& inner = (*parent)[element.substr(0, dot)];
        if (!inner.is_object()) inner.emplace_object();
        parent = &inner.as_object();
        element.remove_prefix(dot + 1);
    }
    (*parent)[element] = value;
}

std::string ScormPlayer::body() const
{
    auto commit = roll_up;
    commit["runtimeData"] = runtime_;
    commit["commitSequence"] = sequence_;
    return json::serialize(commit);
}

void ScormPlayer::commit()
{
    send(Stage::under_way);
}

void ScormPlayer::finish()
{
    send(Stage::final);
}

void ScormPlayer::send(Stage stage)
{
    now_ += std::chrono::seconds(10);
    ++sequence_;
    auto commit = content::read_commit(body(), version_).value();
    warnings = commit.warnings;
    const auto former = kept_ ? Former{&*kept_, kept_->roll_up} : Former{};
    auto statements = statements_of(where, former, commit, now_, stage);
    // The same again is the same.
    BOOST_TEST((statements == statements_of(where, former, commit, now_, stage)));
    take(std::move(statements));
    // And once it is kept, it is nothing new.
    BOOST_TEST(
        statements_of(where, {&commit, commit.roll_up}, commit, now_, Stage::under_way).empty());
    kept_ = std::move(commit);
}

void ScormPlayer::take(std::vector<json::object> statements)
{
    auto last = base::to_string(where.begun);
    for (auto& statement : statements) {
        check_valid(statement);
        BOOST_TEST(ids_.insert(std::string(statement.at("id").as_string())).second);
        const std::string time(statement.at("timestamp").as_string());
        BOOST_TEST(time >= last);
        BOOST_TEST(time <= base::to_string(now_));
        last = time;
        told.push_back(std::move(statement));
    }
}

std::vector<std::string> ScormPlayer::briefs() const
{
    std::vector<std::string> out;
    for (const auto& statement : told)
        out.push_back(brief(statement));
    return out;
}

} // namespace support

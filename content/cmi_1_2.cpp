// SCORM 1.2 RTE 3.4.2.
#include "content/cmi_read.hpp"

namespace content {
namespace {

constexpr auto v1_2 = ScormVersion::v1_2;
constexpr std::size_t string_spm = 255;
constexpr std::size_t long_spm = 4'096;

// passed and failed say that there is nothing more to do, too.
constexpr Word<Status> statuses[] = {
    {"passed", {Completion::completed, Success::passed}},
    {"failed", {Completion::completed, Success::failed}},
    {"completed", {Completion::completed, Success::unknown}},
    {"incomplete", {Completion::incomplete, Success::unknown}},
    {"browsed", {}},
    {"not attempted", {Completion::not_attempted, Success::unknown}},
};

constexpr Word<Exit> exits[] = {
    {"suspend", Exit::suspend},
    {"logout", Exit::logout},
    {"time-out", Exit::time_out},
};

constexpr InteractionElements interaction_elements{v1_2, "student_response", "time", string_spm,
                                                   string_spm};

void read_core(const Elements& core, Cmi& out)
{
    out.learner_id = core.text("student_id", string_spm);
    out.learner_name = core.text("student_name", string_spm);
    out.location = core.text("lesson_location", string_spm);
    out.credit = read_credit(core);
    out.entry = read_entry(core);
    out.status = core.one_of<Status>("lesson_status", statuses, {});
    out.mode = read_mode(core, "lesson_mode");
    out.exit = core.one_of<Exit>("exit", exits, Exit::none);
    out.session_time = core.timespan("session_time", v1_2);
    out.total_time = core.timespan("total_time", v1_2);
    out.score = read_score(core.inner("score"), v1_2);
}

void read_student(const Elements& cmi, Cmi& out)
{
    const auto data = cmi.inner("student_data");
    out.passing_score = data.decimal("mastery_score", "0", "100");
    out.max_time_allowed = data.timespan("max_time_allowed", v1_2);
    out.time_limit_action = read_time_limit_action(data);
    const auto preference = cmi.inner("student_preference");
    out.preferences = {
        preference.decimal("audio", "-1", "100"), preference.text("language", string_spm),
        preference.decimal("speed", "-100", "100"), preference.decimal("text", "-1", "1")};
}

} // namespace

Cmi read_cmi_1_2(const Elements& cmi)
{
    Cmi out{.version = v1_2};
    read_core(cmi.inner("core"), out);
    read_student(cmi, out);
    out.suspend_data = cmi.text("suspend_data", long_spm, limits::scorm_suspend_bytes);
    out.launch_data = cmi.text("launch_data", long_spm);
    if (auto text = cmi.text("comments", long_spm); !text.empty())
        out.comments_from_learner[0] = {std::move(text)};
    if (auto text = cmi.text("comments_from_lms", long_spm); !text.empty())
        out.comments_from_lms[0] = {std::move(text)};
    for (const auto& [index, element] : cmi.array("objectives", limits::scorm_objectives)) {
        out.objectives[index] = {read_id(element, string_spm),
                                 element.one_of<Status>("status", statuses, {}),
                                 read_score(element.inner("score"), v1_2)};
    }
    for (const auto& [index, element] : cmi.array("interactions", limits::scorm_interactions))
        out.interactions[index] = read_interaction(element, interaction_elements);
    return out;
}

} // namespace content

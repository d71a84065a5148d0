// SCORM 2004 4th Edition RTE 4.2 and 4.3.
#include "content/cmi_read.hpp"

namespace content {
namespace {

constexpr auto v2004 = ScormVersion::v2004;
constexpr std::size_t short_spm = 250;
constexpr std::size_t location_spm = 1'000;
constexpr std::size_t string_spm = 4'000;
constexpr std::size_t long_spm = 64'000;

constexpr Word<Exit> exits[] = {
    {"normal", Exit::normal},
    {"suspend", Exit::suspend},
    {"logout", Exit::logout},
    {"time-out", Exit::time_out},
};

constexpr InteractionElements interaction_elements{v2004, "learner_response", "timestamp",
                                                   string_spm, string_spm};

Status read_status(const Elements& parent)
{
    return content::read_status(parent, "completion_status", "success_status");
}

std::string read_description(const Elements& element)
{
    return element.text("description", short_spm, limits::scorm_description_bytes);
}

void read_comments(const Elements& cmi, std::string_view name, std::map<Index, Comment>& out)
{
    for (const auto& [index, element] : cmi.array(name, limits::scorm_comments)) {
        out[index] = {element.text("comment", string_spm), element.text("location", short_spm),
                      element.time("timestamp", v2004)};
    }
}

void read_objectives(const Elements& cmi, Cmi& out)
{
    for (const auto& [index, element] : cmi.array("objectives", limits::scorm_objectives)) {
        out.objectives[index] = {read_id(element, string_spm), read_status(element),
                                 read_score(element.inner("score"), v2004),
                                 element.decimal("progress_measure", "0", "1"),
                                 read_description(element)};
    }
}

void read_interactions(const Elements& cmi, Cmi& out)
{
    for (const auto& [index, element] : cmi.array("interactions", limits::scorm_interactions)) {
        auto& interaction = out.interactions[index];
        interaction = read_interaction(element, interaction_elements);
        interaction.description = read_description(element);
    }
}

// What is the LMS's to say, and the learner's in general.
void read_circumstances(const Elements& cmi, Cmi& out)
{
    out.learner_id = cmi.text("learner_id", string_spm);
    out.learner_name = cmi.text("learner_name", short_spm);
    out.credit = read_credit(cmi);
    out.entry = read_entry(cmi);
    out.mode = read_mode(cmi, "mode");
    out.launch_data = cmi.text("launch_data", string_spm);
    out.passing_score = cmi.decimal("scaled_passing_score", "-1", "1");
    out.completion_threshold = cmi.decimal("completion_threshold", "0", "1");
    out.max_time_allowed = cmi.timespan("max_time_allowed", v2004);
    out.time_limit_action = read_time_limit_action(cmi);
    const auto preference = cmi.inner("learner_preference");
    out.preferences = {preference.decimal("audio_level"), preference.text("language", short_spm),
                       preference.decimal("delivery_speed"),
                       preference.decimal("audio_captioning", "-1", "1")};
}

} // namespace

Cmi read_cmi_2004(const Elements& cmi, const Elements& adl)
{
    Cmi out{.version = v2004};
    read_circumstances(cmi, out);
    out.exit = cmi.one_of<Exit>("exit", exits, Exit::none);
    out.status = read_status(cmi);
    out.score = read_score(cmi.inner("score"), v2004);
    out.progress = cmi.decimal("progress_measure", "0", "1");
    out.session_time = cmi.timespan("session_time", v2004);
    out.total_time = cmi.timespan("total_time", v2004);
    out.location = cmi.text("location", location_spm);
    out.suspend_data = cmi.text("suspend_data", long_spm, limits::scorm_suspend_bytes);
    read_comments(cmi, "comments_from_learner", out.comments_from_learner);
    read_comments(cmi, "comments_from_lms", out.comments_from_lms);
    read_objectives(cmi, out);
    read_interactions(cmi, out);
    for (const auto& [index, element] : adl.array("data", limits::scorm_stores)) {
        Store store{element.text("id", string_spm),
                    element.text("store", long_spm, limits::scorm_store_bytes)};
        if (!store.id.empty()) out.stores.push_back(std::move(store));
    }
    return out;
}

} // namespace content

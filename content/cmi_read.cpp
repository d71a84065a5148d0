#include "content/cmi_read.hpp"

#include "content/scorm_score.hpp"

namespace content {
namespace {

constexpr Word<Credit> credits[] = {
    {"credit", Credit::credit},
    {"no-credit", Credit::no_credit},
};

constexpr Word<Entry> entries[] = {
    {"ab-initio", Entry::ab_initio},
    {"resume", Entry::resume},
};

// RTE 3.4.2.1.11 (1.2) and 4.2.26 (2004).
constexpr Word<std::string_view> time_limit_actions[] = {
    {"exit,message", "exit,message"},
    {"exit,no message", "exit,no message"},
    {"continue,message", "continue,message"},
    {"continue,no message", "continue,no message"},
};

constexpr Word<std::optional<InteractionType>> interaction_types[] = {
    {"true-false", InteractionType::true_false}, {"choice", InteractionType::choice},
    {"fill-in", InteractionType::fill_in},       {"long-fill-in", InteractionType::long_fill_in},
    {"matching", InteractionType::matching},     {"performance", InteractionType::performance},
    {"sequencing", InteractionType::sequencing}, {"likert", InteractionType::likert},
    {"numeric", InteractionType::numeric},       {"other", InteractionType::other},
};

// "wrong" is 1.2's word, "incorrect" that of 2004.
constexpr Word<std::optional<Outcome>> outcomes[] = {
    {"correct", Outcome::correct},
    {"incorrect", Outcome::incorrect},
    {"wrong", Outcome::incorrect},
    {"neutral", Outcome::neutral},
    {"unanticipated", Outcome::unanticipated},
};

constexpr Word<Mode> modes[] = {
    {"normal", Mode::normal},
    {"browse", Mode::browse},
    {"review", Mode::review},
};

constexpr Word<Completion> completions[] = {
    {"unknown", Completion::unknown},
    {"not attempted", Completion::not_attempted},
    {"incomplete", Completion::incomplete},
    {"completed", Completion::completed},
};

constexpr Word<Success> successes[] = {
    {"unknown", Success::unknown},
    {"passed", Success::passed},
    {"failed", Success::failed},
};

bool begins_like_a_number(std::string_view text)
{
    const auto at = text.find_first_not_of(" \t\n\r");
    return at != text.npos && std::string_view("+-.0123456789").find(text[at]) != text.npos;
}

// One element for a word or a number.
void read_result(const Elements& element, Interaction& out)
{
    if (begins_like_a_number(element.text("result", limits::scorm_text_bytes)))
        out.measure = element.decimal("result");
    else
        out.outcome = element.one_of<std::optional<Outcome>>("result", outcomes, std::nullopt);
}

void read_patterns(const Elements& element, std::size_t spm, Interaction& out)
{
    std::size_t bytes = 0;
    for (const auto& [index, response] :
         element.array("correct_responses", limits::scorm_patterns)) {
        auto pattern = response.text("pattern", spm);
        bytes += pattern.size();
        if (!pattern.empty()) out.correct.push_back(std::move(pattern));
    }
    if (bytes <= limits::scorm_pattern_bytes) return;
    element.warn("correct_responses", "cmi.limit",
                 "have patterns of at most " + std::to_string(limits::scorm_pattern_bytes) +
                     " bytes together");
    out.correct.clear();
}

} // namespace

Credit read_credit(const Elements& parent)
{
    return parent.one_of<Credit>("credit", credits, Credit::credit);
}

Entry read_entry(const Elements& parent)
{
    return parent.one_of<Entry>("entry", entries, Entry::none);
}

Mode read_mode(const Elements& parent, std::string_view name)
{
    return parent.one_of<Mode>(name, modes, Mode::normal);
}

Status read_status(const Elements& parent, std::string_view completion, std::string_view success)
{
    return {parent.one_of<Completion>(completion, completions, Completion::unknown),
            parent.one_of<Success>(success, successes, Success::unknown)};
}

std::string read_id(const Elements& element, std::size_t spm)
{
    auto id = element.text("id", spm);
    if (id.empty()) element.warn("id", "cmi.required", "be there, for nothing can be told of it");
    return id;
}

std::string read_time_limit_action(const Elements& parent)
{
    return std::string(
        parent.one_of<std::string_view>("time_limit_action", time_limit_actions, ""));
}

Score read_score(const Elements& score, ScormVersion version)
{
    Score out{score.decimal("raw"), score.decimal("min"), score.decimal("max")};
    if (version == ScormVersion::v2004) out.scaled = score.decimal("scaled", "-1", "1");
    if (!has_scale(out, version))
        score.warn("raw", "cmi.score.range",
                   "lie between min and max, of which max is the greater one");
    return out;
}

Interaction read_interaction(const Elements& element, const InteractionElements& names)
{
    Interaction out{.id = read_id(element, names.id)};
    out.type =
        element.one_of<std::optional<InteractionType>>("type", interaction_types, std::nullopt);
    out.response = element.text(names.response, names.text);
    out.time = element.time(names.time, names.version);
    out.weighting = element.decimal("weighting");
    out.latency = element.timespan("latency", names.version);
    read_result(element, out);
    read_patterns(element, names.text, out);
    for (const auto& [index, objective] :
         element.array("objectives", limits::scorm_interaction_objectives)) {
        auto id = objective.text("id", names.id);
        if (!id.empty()) out.objectives.push_back(std::move(id));
    }
    return out;
}

RollUp read_roll_up(const Elements& commit, ScormVersion version)
{
    return {read_status(commit, "completionStatus", "successStatus"),
            read_score(commit.inner("score"), version)};
}

} // namespace content

#include "competency/assertion.hpp"

#include "competency/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace competency {
namespace {

using Kind = Assertion::Kind;

constexpr char mark = '\xff';
constexpr std::array kinds{Kind::achieved, Kind::revoked, Kind::carried, Kind::legacy,
                           Kind::consolidated};
constexpr std::string_view failed = "http://adlnet.gov/expapi/verbs/failed";

struct AssertingVerb {
    std::string_view iri;
    Kind kind;
    Subject subject;
};

constexpr std::array<AssertingVerb, 4> asserting_verbs{
    {{vocabulary::achieved, Kind::achieved, Subject::actor},
     {vocabulary::conferred, Kind::achieved, Subject::object},
     {vocabulary::revoked, Kind::revoked, Subject::object},
     {vocabulary::forfeited, Kind::revoked, Subject::actor}}};

constexpr std::array<std::pair<std::string_view, Kind>, 2> kept_categories{
    {{vocabulary::legacy, Kind::legacy}, {vocabulary::consolidated, Kind::consolidated}}};

std::optional<int> read_level(std::string_view digits)
{
    int level = 0;
    const auto* end = digits.data() + digits.size();
    const auto [last, failure] = std::from_chars(digits.data(), end, level);
    const bool plain = failure == std::errc() && last == end && digits.front() != '0';
    return plain && level > 0 ? std::optional(level) : std::nullopt;
}

std::optional<RuleKey> find(const Model& model, std::string_view iri, int level)
{
    const auto found = model.iris.find(std::string(iri));
    if (found == model.iris.end() || level > model.levels(found->second)) return std::nullopt;
    return RuleKey{found->second, level};
}

// A competency's own IRI may end like a level: the whole is tried first.
std::optional<RuleKey> named_by(const Model& model, std::string_view id)
{
    if (const auto whole = find(model, id, 1)) return whole;
    const auto hash = id.rfind("#L");
    if (hash == std::string_view::npos || hash + 2 == id.size()) return std::nullopt;
    const auto level = read_level(id.substr(hash + 2));
    return level ? find(model, id.substr(0, hash), *level) : std::nullopt;
}

void add(const Model& model, Kind kind, const Iris& ids, std::vector<Assertion>& out)
{
    for (const auto id : ids) {
        const auto key = named_by(model, id);
        if (!key) continue;
        const auto known = std::ranges::find(out, key->competency, &Assertion::competency);
        if (known == out.end())
            out.push_back({kind, key->competency, key->level});
        else
            known->level = kind == Kind::revoked ? std::min(known->level, key->level)
                                                 : std::max(known->level, key->level);
    }
}

bool proves_something(const Facts& facts)
{
    if (facts.success) return *facts.success;
    return facts.completion == true && facts.verb != failed;
}

} // namespace

std::string_view name_of(Kind kind)
{
    switch (kind) {
    case Kind::achieved: return "achieved";
    case Kind::revoked: return "revoked";
    case Kind::carried: return "carried";
    case Kind::legacy: return "legacy";
    case Kind::consolidated: return "consolidated";
    }
    return "";
}

std::vector<std::string> assertion_verbs()
{
    std::vector<std::string> out;
    for (const auto& verb : asserting_verbs)
        out.emplace_back(verb.iri);
    return out;
}

std::string evidence_of(const Model& model, const Assertion& assertion)
{
    return mark + std::string(name_of(assertion.kind)) + ' ' + std::to_string(assertion.level) +
           ' ' + model.competencies[assertion.competency].iri;
}

std::optional<Assertion> assertion_of(const Model& model, std::string_view evidence)
{
    if (!evidence.starts_with(mark)) return std::nullopt;
    evidence.remove_prefix(1);
    const auto first = evidence.find(' ');
    const auto second = first == evidence.npos ? first : evidence.find(' ', first + 1);
    if (second == evidence.npos || second == first + 1) return std::nullopt;
    const auto is_named = [&](Kind kind) { return evidence.substr(0, first) == name_of(kind); };
    const auto kind = std::ranges::find_if(kinds, is_named);
    const auto level = read_level(evidence.substr(first + 1, second - first - 1));
    if (kind == kinds.end() || !level) return std::nullopt;
    const auto key = find(model, evidence.substr(second + 1), *level);
    return key ? std::optional(Assertion{*kind, key->competency, key->level}) : std::nullopt;
}

Asserted read_assertions(const Model& model, const Facts& facts)
{
    Asserted out{Subject::actor, {}};
    const auto verb = std::ranges::find(asserting_verbs, facts.verb, &AssertingVerb::iri);
    if (verb != asserting_verbs.end()) {
        out.subject = verb->subject;
        if (verb->subject == Subject::actor)
            add(model, verb->kind, facts.competency, out.assertions);
        add(model, verb->kind, facts.carried, out.assertions);
    } else if (model.lets_carry() && proves_something(facts)) {
        add(model, Kind::carried, facts.carried, out.assertions);
    }
    return out;
}

Asserted read_kept(const Model& model, const Facts& facts)
{
    Asserted out{Subject::actor, {}};
    if (facts.verb != vocabulary::achieved) return out;
    for (const auto& [category, kind] : kept_categories) {
        if (!std::ranges::count(facts.category, category)) continue;
        add(model, kind, facts.competency, out.assertions);
        break;
    }
    return out;
}

} // namespace competency

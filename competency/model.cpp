#include "competency/model.hpp"

#include "base/digest.hpp"
#include "base/limits.hpp"
#include "competency/assertion.hpp"
#include "competency/canonical.hpp"
#include "competency/draft.hpp"
#include "statements/parse.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cassert>

namespace competency {
namespace {

namespace json = boost::json;

// The hash must be the same for everybody who computes it, whatever reads the digits of numbers.
constexpr std::int64_t exact = std::int64_t{1} << 53;

void check_numbers(const json::value& value, const std::string& where, base::Complaints& errors)
{
    if (const auto* object = value.if_object()) {
        for (const auto& [name, member] : *object) {
            if (!member.is_string()) check_numbers(member, below(where, name), errors);
        }
    } else if (const auto* array = value.if_array()) {
        each(array, where, [&](const json::value& item, const std::string& at) {
            check_numbers(item, at, errors);
        });
    } else if (value.is_number()) {
        const auto* whole = value.if_int64();
        if (whole && *whole >= -exact && *whole <= exact) return;
        complain(errors, where, "number", &value, "be a whole number from -2^53 to 2^53");
    }
}

Draft read(std::string_view text)
{
    Draft draft;
    if (text.size() > limits::model_bytes) {
        complain(draft.errors(), "", "size", nullptr,
                 "have at most " + std::to_string(limits::model_bytes) + " bytes");
        return draft;
    }
    const auto document = statements::parse(text);
    if (!document) {
        const auto& error = document.error();
        complain(draft.errors(), error.where, "json", nullptr, "be JSON: " + error.why);
        return draft;
    }
    read_document(draft, *document);
    check_numbers(*document, "", draft.errors());
    check_whole(draft);
    if (!draft.errors().empty()) return draft;
    draft.model.document = canonical(*document);
    draft.model.hash = "sha256:" + base::to_hex(base::sha256(draft.model.document));
    return draft;
}

} // namespace

bool Pattern::matches(std::string_view iri) const
{
    return prefix ? iri.starts_with(text) : iri == text;
}

bool Model::trusts(std::string_view authority, EvidenceKind kind) const
{
    if (!trust) return true;
    return std::ranges::any_of(*trust, [&](const Trust& entry) {
        return entry.authority == authority && std::ranges::count(entry.kinds, kind) != 0;
    });
}

bool Model::may_assert(std::string_view authority, RuleKey key) const
{
    const auto allows = [&](const Trust& entry) {
        if (entry.authority != authority || !entry.may_assert) return false;
        return key.level <= entry.may_assert->max_level &&
               std::ranges::count(entry.may_assert->areas, competencies[key.competency].area) != 0;
    };
    return trust && std::ranges::any_of(*trust, allows);
}

bool Model::may_reference(std::string_view authority) const
{
    return trust && std::ranges::any_of(*trust, [&](const Trust& entry) {
               return entry.authority == authority && entry.may_reference;
           });
}

bool Model::lets_carry() const
{
    return trust && std::ranges::any_of(*trust, &Trust::may_reference);
}

int Model::levels(std::size_t competency) const
{
    const auto scale = competencies[competency].scale;
    return scale < scales.size() ? scales[scale].levels : 0;
}

bool Model::is_strict(std::size_t competency) const
{
    const auto scale = competencies[competency].scale;
    return scale < scales.size() && scales[scale].ladder == Ladder::strict;
}

const std::optional<Node>& Model::rule(RuleKey key) const
{
    const auto place = static_cast<std::size_t>(key.level) - 1;
    assert(key.level >= 1 && place < competencies[key.competency].rules.size());
    return competencies[key.competency].rules[place];
}

std::vector<RuleKey> Model::ladder(RuleKey held) const
{
    const auto top = levels(held.competency);
    const bool strict = is_strict(held.competency);
    std::vector<RuleKey> out;
    const auto first = strict ? 1 : held.level;
    const auto last = strict ? std::min(held.level, top) : top;
    for (int level = first; level <= last; ++level)
        out.push_back({held.competency, level});
    return out;
}

Findings check_model(std::string_view document)
{
    return read(document).findings;
}

base::Result<std::shared_ptr<const Model>> parse_model(std::string_view document)
{
    auto draft = read(document);
    if (draft.errors().empty()) return std::make_shared<const Model>(std::move(draft.model));
    const auto count = draft.errors().size();
    return base::Error{base::ErrorKind::invalid,
                       "The model breaks " + std::to_string(count) +
                           (count == 1 ? " rule." : " rules."),
                       draft.errors().front().where, std::move(draft.errors())};
}

} // namespace competency

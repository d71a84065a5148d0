#include "tests/competency/random_world.hpp"

#include "competency/history.hpp"

#include <algorithm>

namespace support::kmx {
namespace {

using namespace competency;

// The heaviest step: a weight that does not fade.
void stop_fading(json::value& node)
{
    if (auto* list = node.if_array()) {
        for (auto& element : *list)
            stop_fading(element);
    }
    auto* object = node.if_object();
    if (!object) return;
    if (const auto* steps = object->if_contains("step")) {
        const json::value first = steps->at(0).at(1);
        node = first;
        return;
    }
    for (auto& member : *object)
        stop_fading(member.value());
}

std::string plain_model_with_profile(Random& random)
{
    auto document = json::parse(random_model(random)).as_object();
    make_plain(document);
    add_profile(random, document);
    return json::serialize(document);
}

} // namespace

void make_plain(json::object& document)
{
    for (auto& competency : document.at("competencies").as_array())
        competency.as_object().erase("manual");
    stop_fading(document.at("rules"));
    for (auto& mapping : document.at("evidence").as_array()) {
        auto& kind = mapping.as_object().at("kind");
        if (kind == json::value("legacy") || kind == json::value("consolidated")) kind = "external";
    }
    if (!document.contains("trust")) return;
    for (auto& entry : document.at("trust").as_array()) {
        entry.as_object().erase("mayAssert");
        entry.as_object().erase("mayReference");
    }
}

void add_profile(Random& random, json::object& document)
{
    json::object target;
    json::object minimum;
    json::array critical;
    for (const auto& competency : document.at("competencies").as_array()) {
        const auto& id = competency.at("id").as_string();
        if (pick(random, 4) != 0) target[id] = 1 + pick(random, 3);
        if (pick(random, 4) == 0) minimum[id] = 1 + pick(random, 3);
        if (pick(random, 3) == 0) critical.push_back(json::value(id));
    }
    document["profiles"] = {{{"id", "rp"},
                             {"name", german_and_english("Role")},
                             {"target", std::move(target)},
                             {"min", std::move(minimum)},
                             {"critical", std::move(critical)}}};
    const char* hours[] = {"0.25", "1", "1.5", "2", "3", "8"};
    for (auto& mapping : document.at("evidence").as_array()) {
        if (pick(random, 4) != 0) mapping.as_object()["hours"] = hours[pick(random, 6)];
    }
}

ProfileWorld::ProfileWorld(unsigned seed)
    : random(seed), model(parse_model(plain_model_with_profile(random)).value()),
      roles(random_roles(random))
{
    const auto texts = texts_of(random_history(random, 60));
    const auto person = identity(people[static_cast<std::size_t>(pick(random, 3))]);
    rows = rows_of_history(*model, texts, person).value();
    // Evidence and ends of validity lie on full hours, give or take a microsecond.
    const auto off = std::chrono::seconds(7);
    asked = {person, random_time(random) + off,
             pick(random, 2) == 0 ? random_time(random) + off : time(end_of_time)};
}

std::vector<EvidenceRow> ProfileWorld::rows_until(Timestamp t) const
{
    auto out = rows;
    std::erase_if(out, [&](const EvidenceRow& row) { return row.t > t; });
    return out;
}

json::object parsed(const base::Result<std::string>& answer)
{
    return json::parse(answer.value()).as_object();
}

} // namespace support::kmx

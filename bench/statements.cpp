#include "bench/statements.hpp"

#include "base/timestamp.hpp"
#include "statements/accept.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace bench {
namespace {

constexpr std::size_t actor_count = 30'000;
constexpr std::size_t activity_count = 5'000;
constexpr std::size_t activities_per_module = 10;
constexpr std::size_t modules_per_course = 5;
constexpr std::size_t courses_per_programme = 10;
constexpr std::size_t instructor_count = 400;
constexpr std::size_t average_size = 1'240;

// A few people do much, most do their share; a few courses are for everyone.
constexpr double actor_exponent = 0.7;
constexpr double verb_exponent = 1.0;
constexpr double activity_exponent = 1.0;

struct Verb {
    std::string_view id;
    std::string_view english;
    std::string_view german;
};

constexpr Verb verbs[] = {
    {"http://adlnet.gov/expapi/verbs/experienced", "experienced", "hat gesehen"},
    {"http://adlnet.gov/expapi/verbs/progressed", "progressed", "kam voran in"},
    {"http://adlnet.gov/expapi/verbs/answered", "answered", "hat beantwortet"},
    {"http://adlnet.gov/expapi/verbs/interacted", "interacted", "hat benutzt"},
    {"http://adlnet.gov/expapi/verbs/completed", "completed", "hat abgeschlossen"},
    {"http://adlnet.gov/expapi/verbs/initialized", "initialized", "hat begonnen"},
    {"http://adlnet.gov/expapi/verbs/terminated", "terminated", "hat beendet"},
    {"http://adlnet.gov/expapi/verbs/passed", "passed", "hat bestanden"},
    {"http://adlnet.gov/expapi/verbs/attempted", "attempted", "hat versucht"},
    {"http://adlnet.gov/expapi/verbs/launched", "launched", "hat gestartet"},
    {"http://adlnet.gov/expapi/verbs/failed", "failed", "hat nicht bestanden"},
    {"http://adlnet.gov/expapi/verbs/scored", "scored", "hat erreicht"},
    {"http://adlnet.gov/expapi/verbs/registered", "registered", "ist angemeldet zu"},
    {"http://adlnet.gov/expapi/verbs/suspended", "suspended", "hat unterbrochen"},
    {"http://adlnet.gov/expapi/verbs/resumed", "resumed", "hat fortgesetzt"},
    {"http://adlnet.gov/expapi/verbs/commented", "commented", "hat kommentiert"},
    {"http://adlnet.gov/expapi/verbs/asked", "asked", "hat gefragt"},
    {"http://adlnet.gov/expapi/verbs/shared", "shared", "hat geteilt"},
    {"http://adlnet.gov/expapi/verbs/mastered", "mastered", "beherrscht"},
    {"https://w3id.org/xapi/adl/verbs/satisfied", "satisfied", "hat erf\u00fcllt"},
};

constexpr std::string_view first_names[] = {"Jonas", "Aylin", "Sabine", "Mehmet", "Katharina",
                                            "Lukas", "Olga",  "Thomas", "Nadja",  "Friedrich"};
constexpr std::string_view last_names[] = {"Albrecht", "Yilmaz",   "Schneider", "Novak",
                                           "Weber",    "Kowalski", "Neumann",   "Petrov",
                                           "Lang",     "Hoffmann", "Brandt",    "Zimmermann"};
constexpr std::string_view topics[] = {"Datenschutz im B\u00fcrgerb\u00fcro",
                                       "Informationssicherheit am Arbeitsplatz",
                                       "Vergaberecht in der Praxis",
                                       "Brandschutz und Erste Hilfe",
                                       "Barrierefreie Dokumente",
                                       "F\u00fchren auf Distanz",
                                       "Haushalt und Rechnungswesen"};
constexpr std::string_view categories[] = {
    "https://w3id.org/xapi/cmi5/context/categories/cmi5",
    "https://w3id.org/xapi/cmi5/context/categories/moveon",
    "https://w3id.org/xapi/video",
    "https://w3id.org/xapi/adl/profiles/scorm",
};

constexpr std::string_view lms = "https://lernen.musterstadt.example";

template <std::size_t size>
std::string_view at(const std::string_view (&list)[size], std::size_t index)
{
    return list[index % size];
}

template <class... Parts>
void append_all(std::string& out, const Parts&... parts)
{
    (out.append(parts), ...);
}

std::string text(std::uint64_t number)
{
    return std::to_string(number);
}

void append_agent(std::string& out, std::string_view kind, std::size_t number)
{
    append_all(out, R"({"name":")", at(first_names, number), " ", at(last_names, number / 7),
               R"(","account":{"homePage":")", lms, R"(","name":")", kind, text(10'000 + number),
               R"("}})");
}

std::string course_iri(std::size_t activity)
{
    const auto course = activity / (activities_per_module * modules_per_course);
    return std::string(lms) + "/course/" + text(100 + course);
}

std::string module_iri(std::size_t activity)
{
    return course_iri(activity) + "/module/" + text(activity / activities_per_module);
}

std::string activity_iri(std::size_t activity)
{
    return module_iri(activity) + "/unit/" + text(activity);
}

std::string programme_iri(std::size_t activity)
{
    const auto course = activity / (activities_per_module * modules_per_course);
    return std::string(lms) + "/programme/" + text(course / courses_per_programme);
}

void append_object(std::string& out, std::size_t activity)
{
    append_all(out, R"("object":{"objectType":"Activity","id":")", activity_iri(activity),
               R"(","definition":{"type":"http://adlnet.gov/expapi/activities/lesson",)",
               R"("name":{"de":"Lektion )", text(activity), ": ", at(topics, activity), R"("}}})");
}

void append_activity(std::string& out, std::string_view role, std::string_view id)
{
    append_all(out, "\"", role, R"(":[{"id":")", id, R"("}])");
}

} // namespace

Zipf::Zipf(std::size_t count, double exponent)
{
    double sum = 0;
    for (std::size_t n = 0; n < count; ++n) {
        sum += std::pow(static_cast<double>(n + 1), -exponent);
        up_to_.push_back(sum);
    }
    for (auto& each : up_to_)
        each /= sum;
}

std::size_t Zipf::pick(double uniform) const
{
    const auto found = std::ranges::upper_bound(up_to_, uniform) - up_to_.begin();
    return std::min(static_cast<std::size_t>(found), up_to_.size() - 1);
}

std::uint64_t Random::next()
{
    auto z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

Statements::Statements(std::uint64_t seed)
    : random_(seed), actors_(actor_count, actor_exponent), verbs_(std::size(verbs), verb_exponent),
      activities_(activity_count, activity_exponent)
{
    for (auto& byte : key_)
        byte = static_cast<std::uint8_t>(random_.next());
}

void Statements::write_id(std::uint64_t number, char* out) const
{
    const std::string_view bytes(reinterpret_cast<const char*>(&number), sizeof number);
    base::to_string(base::uuid_v4(base::siphash128(key_, bytes))).copy(out, uuid_size);
}

Statements::Choice Statements::choose()
{
    return {actors_.pick(random_.uniform()), verbs_.pick(random_.uniform()),
            activities_.pick(random_.uniform())};
}

// One for each person and course, under every seed.
std::string Statements::registration(const Choice& choice) const
{
    const auto name = text(choice.actor) + ' ' + course_iri(choice.activity);
    return base::to_string(base::uuid_v4(base::siphash128({}, name)));
}

Statements::Subject Statements::subject()
{
    return subject_of(choose());
}

Statements::Subject Statements::common_subject() const
{
    return subject_of({0, 0, 0});
}

Statements::Subject Statements::subject_of(const Choice& choice) const
{
    Subject out{"", std::string(verbs[choice.verb].id), activity_iri(choice.activity),
                registration(choice)};
    append_agent(out.agent, "p", choice.actor);
    return out;
}

std::size_t Statements::append(std::string& out, std::uint64_t number)
{
    const auto choice = choose();
    const auto& verb = verbs[choice.verb];
    out += R"({"id":")";
    const auto id_at = out.size();
    out.append(uuid_size, '0');
    write_id(number, out.data() + id_at);
    out += R"(","actor":)";
    append_agent(out, "p", choice.actor);
    append_all(out, R"(,"verb":{"id":")", verb.id, R"(","display":{"en":")", verb.english,
               R"(","de":")", verb.german, R"("}},)");
    append_object(out, choice.activity);
    append_result(out);
    append_context(out, choice);

    const auto day = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
    const auto time = day + std::chrono::milliseconds(random_.below(300ull * 86'400'000));
    append_all(out, R"(,"timestamp":")", base::to_string(base::Timestamp(time)), R"("})");
    return id_at;
}

void Statements::append_result(std::string& out)
{
    const auto points = random_.below(101);
    append_all(out, R"(,"result":{"score":{"scaled":)", points == 100 ? "1." : "0.",
               points == 100 ? "0" : text(100 + points).substr(1), R"(,"raw":)", text(points),
               R"(,"min":0,"max":100},"success":)", points < 60 ? "false" : "true",
               R"(,"completion":true,"duration":"PT)", text(1 + random_.below(59)), "M",
               text(random_.below(60)), R"(S"})");
}

void Statements::append_context(std::string& out, const Choice& choice)
{
    append_all(out, R"(,"context":{"registration":")", registration(choice), R"(","instructor":)");
    append_agent(out, "t", (choice.activity * 7 + choice.actor % 3) % instructor_count);
    out += R"(,"platform":"Lernplattform","language":"de","contextActivities":{)";
    append_activity(out, "parent", module_iri(choice.activity));
    append_all(out, R"(,"grouping":[{"id":")", course_iri(choice.activity), R"("},{"id":")",
               programme_iri(choice.activity), R"("}],)");
    append_activity(out, "category", at(categories, choice.activity / activities_per_module));
    append_all(out,
               R"(},"extensions":{"https://w3id.org/xapi/cmi5/context/extensions/sessionid":")",
               text(random_.next()), R"("}})");
}

void check_statements(std::uint64_t seed)
{
    constexpr std::size_t count = 200;
    Statements statements(seed);
    std::string body = "[";
    for (std::size_t at = 0; at < count; ++at) {
        if (at > 0) body += ',';
        statements.append(body, at);
    }
    body += ']';
    if (body.size() < count * (average_size - 40) || body.size() > count * (average_size + 40))
        throw std::logic_error("the statements have " + text(body.size() / count) + " bytes");

    const base::Hash128 key{};
    for (const auto version : {statements::Version::v1_0_3, statements::Version::v2_0_0}) {
        const auto batch = statements::prepare(
            body,
            {version, R"({"account":{"homePage":"https://lrs.example/credentials","name":"k"}})",
             key, [] { return base::Uuid{}; }});
        if (!batch) throw std::logic_error("the statements are refused: " + batch.error().why);
        for (const auto& statement : batch->statements) {
            if (statement.postings.size() != terms_per_statement)
                throw std::logic_error("a statement has " + text(statement.postings.size()) +
                                       " index terms: " + statement.text);
        }
    }
}

} // namespace bench

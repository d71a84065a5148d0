#include "competency/recommend.hpp"

#include "competency/canonical.hpp"
#include "competency/course_search.hpp"
#include "tests/competency/random_world.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

namespace {

using namespace competency;
using namespace support::kmx;

constexpr const char* now = "2026-06-01T00:00:00Z";

ModelMaker data_protection()
{
    ModelMaker maker;
    maker.competency("DK").competency("PU").competency("VK").competency("FK");
    maker.evidence("aufbau", R"({"hours": "8", "label": {"de": "Aufbaukurs", "en": "Advanced"},
        "match": {"course": ["https://x.example/aufbau-*"], "object": ["https://x.example/au"]}})");
    maker.evidence("grund", R"({"hours": "1.5", "validity": "P1Y"})");
    maker.evidence("praxis", R"({"kind": "attestation", "attestor": "instructor", "n": 2,
        "agg": "distinctAttestors", "hours": "0.25"})");
    maker.evidence("test", R"({"kind": "assessment"})").evidence("w", R"({"kind": "waiver"})");
    maker.rule("DK", 1, R"({"any": [{"ev": "grund"}, {"held": "PU", "level": 1}]})");
    maker.rule("DK", 2, R"({"all": [{"ev": "aufbau"}, {"ev": "praxis"}, {"ev": "test"}]})");
    maker.rule("PU", 1, R"({"ev": "grund"})").rule("VK", 1, R"({"ev": "test"})");
    maker.rule("FK", 1, R"({"ev": "w"})");
    return maker.add("profiles", json::parse(R"({"id": "rp", "name": {"de": "R", "en": "R"},
        "target": {"PU": 1, "DK": 2, "VK": 1, "FK": 1}, "critical": ["PU"]})")
                                     .as_object());
}

json::object ask(const Model& model, const std::vector<std::string>& statements,
                 std::optional<Period> renew = std::nullopt)
{
    const auto rows = rows_of_history(model, statements, identity("ann")).value();
    const Asked asked{identity("ann"), time(now), time(end_of_time)};
    return parsed(recommend(model, {}, rows, asked, "rp", renew));
}

std::string ids(const json::value& list, const char* name)
{
    std::string out;
    for (const auto& entry : list.as_array())
        out += (out.empty() ? "" : " ") + std::string(entry.at(name).as_string());
    return out;
}

// Somebody gets this evidence, so often as it takes, a moment ago.
class Earned {
public:
    explicit Earned(const ProfileWorld& world)
        : world_(world), roles_(world.roles), rows_(world.rows)
    {
        for (std::size_t i = 0; i < 4; ++i) {
            for (const auto& mapping : world.model->evidence) {
                for (const auto& role : mapping.match.attestor_role)
                    roles_.add(attestor(i), {role, "", {Timestamp::min(), forever}});
            }
        }
    }

    void add(std::size_t evidence, std::int64_t pieces)
    {
        const auto& mapping = world_.model->evidence[evidence];
        for (std::int64_t i = 0; i < pieces; ++i) {
            EvidenceRow row;
            row.identity = world_.asked.identity;
            row.evidence = mapping.id;
            row.statement.bytes.fill(0xff);
            row.statement.bytes[15] = static_cast<std::uint8_t>(rows_.size() % 256);
            row.t = world_.asked.as_of;
            row.stored = std::min(world_.asked.as_of, world_.asked.known_at);
            row.authority = trusted(mapping.kind);
            row.attestor = attestor(static_cast<std::size_t>(i));
            row.score = 1'000'000;
            row.success = mapping.match.success;
            row.completion = mapping.match.completion;
            rows_.push_back(row);
        }
    }

    bool holds(RuleKey key) const
    {
        const Evaluation then(*world_.model, roles_, rows_,
                              {world_.asked.as_of, world_.asked.known_at});
        return then.level(key.competency) >= key.level;
    }

    // Held now and until then.
    bool lasts(RuleKey key, Timestamp lasting) const
    {
        const Evaluation then(*world_.model, roles_, rows_,
                              {world_.asked.as_of, world_.asked.known_at});
        const auto current = around(then.held(key), world_.asked.as_of);
        return current && current->end > lasting;
    }

    bool holds_leaf(std::size_t evidence) const
    {
        const Evaluation then(*world_.model, roles_, rows_,
                              {world_.asked.as_of, world_.asked.known_at});
        return competency::holds(then.leaf(evidence).set, world_.asked.as_of);
    }

private:
    static std::string attestor(std::size_t number)
    {
        return identity("attestor" + std::to_string(number));
    }

    std::string trusted(EvidenceKind kind) const
    {
        if (!world_.model->trust) return "";
        for (const auto& trust : *world_.model->trust) {
            if (std::ranges::count(trust.kinds, kind) != 0) return trust.authority;
        }
        return "";
    }

    const ProfileWorld& world_;
    Roles roles_;
    std::vector<EvidenceRow> rows_;
};

// How often each kind of evidence has to be got until its leaf holds. Absent: nothing helps.
std::map<std::size_t, std::int64_t> pieces_that_help(const ProfileWorld& world)
{
    std::map<std::size_t, std::int64_t> out;
    for (std::size_t i = 0; i < world.model->evidence.size(); ++i) {
        const auto& mapping = world.model->evidence[i];
        if (mapping.polarity == Polarity::negative || mapping.kind == EvidenceKind::waiver)
            continue;
        if (Earned(world).holds_leaf(i)) continue;
        for (std::int64_t pieces = 1; pieces <= 2 && !out.contains(i); ++pieces) {
            Earned earned(world);
            earned.add(i, pieces);
            if (earned.holds_leaf(i)) out[i] = pieces;
        }
    }
    return out;
}

// The hours of the cheapest choice that closes as many gaps as all evidence together does.
std::int64_t cheapest(const ProfileWorld& world, const std::vector<RuleKey>& goals)
{
    const auto all = pieces_that_help(world);
    std::vector<std::pair<std::size_t, std::int64_t>> choices(all.begin(), all.end());
    Earned everything(world);
    for (const auto& [evidence, pieces] : choices)
        everything.add(evidence, pieces);
    std::vector<RuleKey> wanted;
    for (const auto goal : goals) {
        if (everything.holds(goal)) wanted.push_back(goal);
    }
    auto best = std::numeric_limits<std::int64_t>::max();
    for (unsigned chosen = 0; chosen < 1u << choices.size(); ++chosen) {
        Earned some(world);
        std::int64_t hours = 0;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            if ((chosen >> i & 1u) == 0) continue;
            some.add(choices[i].first, choices[i].second);
            hours += world.model->evidence[choices[i].first].hours * choices[i].second;
        }
        if (hours >= best) continue;
        if (std::ranges::all_of(wanted, [&](RuleKey goal) { return some.holds(goal); }))
            best = hours;
    }
    return best;
}

Recommendation recommended_in(const ProfileWorld& world, Timestamp lasting)
{
    const Evaluation evaluation(*world.model, world.roles, world.rows,
                                {world.asked.as_of, world.asked.known_at});
    return recommendation_of(evaluation, Standing(evaluation), world.model->profiles[0], lasting);
}

Recommendation recommended_in(const ProfileWorld& world)
{
    return recommended_in(world, world.asked.as_of);
}

std::vector<Recommended> all_of(const Recommendation& found)
{
    auto out = found.courses;
    out.insert(out.end(), found.also_needed.begin(), found.also_needed.end());
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(competency_recommend)

BOOST_AUTO_TEST_CASE(the_whole_answer)
{
    const auto model = data_protection().model();
    auto answer = ask(*model, {});
    for (const char* member : {"agent", "asOf", "knownAt", "model", "watermark"})
        answer.erase(member);
    const auto expected = json::parse(R"({"alsoNeeded": [
        {"activities": ["https://x.example/praxis"], "closes": [{"competency": "DK", "level": 2}],
         "evidence": "praxis", "hours": "0.5", "kind": "attestation",
         "label": {"de": "praxis", "en": "praxis"}, "pieces": 2}],
      "courses": [
        {"activities": ["https://x.example/grund"], "closes": [{"competency": "PU", "level": 1}],
         "course": "grund", "hours": "1.5", "kind": "course",
         "label": {"de": "grund", "en": "grund"}, "pieces": 1},
        {"activities": ["https://x.example/test"],
         "closes": [{"competency": "DK", "level": 2}, {"competency": "VK", "level": 1}],
         "course": "test", "hours": "1", "kind": "assessment",
         "label": {"de": "test", "en": "test"}, "pieces": 1},
        {"activities": ["https://x.example/aufbau-*", "https://x.example/au"],
         "closes": [{"competency": "DK", "level": 2}],
         "course": "aufbau", "hours": "8", "kind": "course",
         "label": {"de": "Aufbaukurs", "en": "Advanced"}, "pieces": 1}],
      "exact": true,
      "gaps": [
        {"competency": "DK", "critical": false, "hours": "9.5", "level": 0, "target": 2,
         "until": null},
        {"competency": "PU", "critical": true, "hours": "1.5", "level": 0, "target": 1,
         "until": null},
        {"competency": "VK", "critical": false, "hours": "1", "level": 0, "target": 1,
         "until": null},
        {"competency": "FK", "critical": false, "hours": null, "level": 0, "target": 1,
         "until": null}],
      "hours": "11", "profile": "rp", "renewBefore": null})");
    BOOST_TEST(canonical(answer) == canonical(expected));
    const auto nobody = recommend(*model, {}, {}, {identity("ann"), time(now), time(now)}, "?", {});
    BOOST_TEST((nobody.error().kind == base::ErrorKind::not_found));
}

BOOST_AUTO_TEST_CASE(what_is_about_to_end)
{
    const auto model = data_protection().model();
    const std::vector<std::string> history{statement(1, "grund", "2025-08-01T12:00:00Z"),
                                           statement(2, "test", "2025-08-01T12:00:00Z")};
    const auto nothing_ends = ask(*model, history);
    BOOST_TEST(ids(nothing_ends.at("courses"), "course") == "aufbau");
    BOOST_TEST(ids(nothing_ends.at("gaps"), "competency") == "DK FK");
    const auto soon = ask(*model, history, Period{2, 0});
    BOOST_TEST(ids(soon.at("gaps"), "competency") == "DK FK");
    const auto later = ask(*model, history, Period{2, 1});
    BOOST_TEST(later.at("renewBefore") == json::value("2026-08-02T00:00:00Z"));
    BOOST_TEST(ids(later.at("courses"), "course") == "grund aufbau");
    BOOST_TEST(ids(later.at("gaps"), "competency") == "DK PU FK");
    BOOST_TEST(later.at("gaps").at(1).at("until") == json::value("2026-08-01T22:00:00Z"));
    BOOST_TEST(later.at("gaps").at(1).at("level") == json::value(1));
}

BOOST_AUTO_TEST_CASE(nothing_to_do)
{
    const auto model = data_protection().model();
    const auto waived = ask(*model, {statement(1, "w", "2026-01-01T00:00:00Z"),
                                     statement(2, "grund", "2026-01-01T00:00:00Z"),
                                     statement(3, "test", "2026-01-01T00:00:00Z")});
    BOOST_TEST(ids(waived.at("gaps"), "competency") == "DK");
}

BOOST_AUTO_TEST_CASE(texts_of_hours)
{
    BOOST_TEST(hours_text(0) == "0");
    BOOST_TEST(hours_text(100) == "1");
    BOOST_TEST(hours_text(1'150) == "11.5");
    BOOST_TEST(hours_text(1'105) == "11.05");
    BOOST_TEST(hours_text(7) == "0.07");
}

// Whoever does what is recommended has what he is told that he will have, and each of it is needed.
BOOST_AUTO_TEST_CASE(random_recommendations_close_gaps)
{
    int closed = 0;
    in_profile_worlds(500, [&](const ProfileWorld& world) {
        const auto found = recommended_in(world);
        const auto all = all_of(found);
        Earned earned(world);
        for (const auto& one : all)
            earned.add(one.evidence, one.pieces);
        for (const auto& gap : found.gaps) {
            const RuleKey goal{gap.row.competency, gap.row.target};
            BOOST_TEST(earned.holds(goal) == gap.hours.has_value());
        }
        for (const auto& one : all) {
            BOOST_TEST(!one.closes.empty());
            Earned rest(world);
            for (const auto& other : all) {
                if (other.evidence != one.evidence) rest.add(other.evidence, other.pieces);
            }
            for (const auto goal : one.closes) {
                ++closed;
                BOOST_TEST(earned.holds(goal));
                BOOST_TEST(!rest.holds(goal));
            }
        }
    });
    BOOST_TEST(closed > 500);
}

BOOST_AUTO_TEST_CASE(random_recommendations_are_the_cheapest)
{
    in_profile_worlds(500, [](const ProfileWorld& world) {
        const auto found = recommended_in(world);
        std::vector<RuleKey> goals;
        for (const auto& gap : found.gaps) {
            const RuleKey goal{gap.row.competency, gap.row.target};
            goals.push_back(goal);
            if (gap.hours) BOOST_TEST(*gap.hours == cheapest(world, {goal}));
        }
        BOOST_TEST(found.exact);
        BOOST_TEST(found.hours == cheapest(world, goals));
    });
}

// What lasts long enough when it is got now keeps its gap closed over the whole period.
BOOST_AUTO_TEST_CASE(random_renewals_last)
{
    int lasting_ones = 0; // About one in sixty worlds.
    in_profile_worlds(2'000, [&](const ProfileWorld& world) {
        const auto& model = *world.model;
        const auto lasting = world.asked.as_of + std::chrono::days(1 + pick(world.random, 40));
        const auto found = recommended_in(world, lasting);
        Earned earned(world);
        bool all_last = true;
        for (const auto& one : all_of(found)) {
            const auto& validity = model.evidence[one.evidence].validity;
            const auto end =
                validity ? valid_until(model.zone, world.asked.as_of, *validity) : forever;
            all_last = all_last && end > lasting;
            earned.add(one.evidence, one.pieces);
        }
        for (const auto& gap : found.gaps) {
            const RuleKey goal{gap.row.competency, gap.row.target};
            if (gap.hours) BOOST_TEST(earned.holds(goal));
            if (!gap.hours || !all_last) continue;
            BOOST_TEST(earned.lasts(goal, lasting));
            lasting_ones += gap.until.has_value();
        }
        // To look ahead never makes a gap smaller.
        BOOST_TEST(found.gaps.size() >= recommended_in(world).gaps.size());
    });
    BOOST_TEST(lasting_ones > 0);
}

BOOST_AUTO_TEST_CASE(random_worlds_agree_with_the_gap)
{
    in_profile_worlds(500, [](const ProfileWorld& world) {
        const auto ask_with = [&](const std::vector<EvidenceRow>& rows, auto renew) {
            return recommend(*world.model, world.roles, rows, world.asked, "rp", renew).value();
        };
        const std::optional<Period> renew{Period{0, 1 + pick(world.random, 90)}};
        const auto answer = ask_with(world.rows, std::optional<Period>());
        BOOST_TEST(ask_with(world.rows_until(world.asked.as_of), std::optional<Period>()) ==
                   answer);
        auto shuffled = world.rows;
        std::shuffle(shuffled.begin(), shuffled.end(), world.random);
        BOOST_TEST(ask_with(shuffled, renew) == ask_with(world.rows, renew));
        std::string open;
        const auto gaps = parsed(gap(*world.model, world.roles, world.rows, world.asked, "rp"));
        for (const auto& row : gaps.at("competencies").as_array()) {
            if (row.at("missing").as_int64() > 0)
                open += (open.empty() ? "" : " ") + std::string(row.at("id").as_string());
        }
        BOOST_TEST(ids(json::parse(answer).at("gaps"), "competency") == open);
    });
}

BOOST_AUTO_TEST_SUITE_END()

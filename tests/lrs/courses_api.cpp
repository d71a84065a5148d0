// The catalogue over HTTP: terms, who takes part, who waits, and what a course is for.
#include "base/limits.hpp"
#include "lrs/commands/commands.hpp"
#include "tests/lrs/administered.hpp"
#include "tests/lrs/course_world.hpp"
#include "tests/support/competency_models.hpp"

#include <set>

using namespace course_world;

namespace {

std::string actor(const std::string& name)
{
    return R"({"objectType":"Agent","account":{"homePage":"https://city.example","name":")" + name +
           "\"}}";
}

struct World : City {
    std::string course = import(scorm12());

    json::value offer(const std::string& terms, unsigned status = 200)
    {
        return ask("PUT", "courses/" + course + "/offer", status, terms);
    }

    json::value enrol_in(const std::string& name, unsigned status = 201,
                         const std::string& more = {})
    {
        return ask("POST", "courses/" + course + "/participants", status,
                   R"({"actor":)" + actor(name) + more + "}");
    }

    std::string registration_of(const std::string& name)
    {
        return std::string(enrol_in(name).at("registration").as_string());
    }

    std::string command(const administered::Words& words)
    {
        const auto outcome =
            support::run(lrs::course, administered::joined(words, administered::on(server)));
        BOOST_TEST(outcome.code == 0, outcome.err);
        return outcome.out;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_courses_api, World)

BOOST_AUTO_TEST_CASE(a_course_and_its_terms)
{
    const auto plain = ask("GET", "courses/" + course, 200);
    BOOST_TEST(plain.at("course").as_string() == course);
    BOOST_TEST(plain.at("package").as_string() == course);
    BOOST_TEST(json::serialize(plain.at("titles")) == R"({"und":"Fire safety"})");
    BOOST_TEST(!plain.at("offer").at("open").as_bool());
    BOOST_TEST(plain.at("participants").as_int64() == 0);
    BOOST_TEST(plain.at("competencies").as_array().empty());

    const auto offered = offer(R"({"open":true,"title":{"de":"Brandschutz"},"hours":1.5,)"
                               R"("description":{"de":"Was tun?"},"places":20})");
    BOOST_TEST(ask("GET", "courses/" + course, 200) == offered);
    BOOST_TEST(offered.at("titles").at("de").as_string() == "Brandschutz");
    BOOST_TEST(offered.at("titles").at("und").as_string() == "Fire safety");
    BOOST_TEST(offered.at("descriptions").at("de").as_string() == "Was tun?");
    BOOST_TEST(json::serialize(offered.at("languages")) == R"(["de"])");
    BOOST_TEST(offered.at("offer").at("places").as_int64() == 20);
    // What is not said again does not hold any more.
    BOOST_TEST(!offer("{}").at("offer").at("open").as_bool());

    const auto second =
        ask("POST", "packages?replaces=" + course, 201, scorm12("Fire"), "application/zip");
    const auto now = ask("GET", "courses/" + course, 200);
    BOOST_TEST(now.at("package") == second.at("id"));
    BOOST_TEST(now.at("version").as_int64() == 2);
    const std::string version(second.at("id").as_string());
    ask("GET", "courses/" + version, 404);
    ask("PUT", "courses/" + version + "/offer", 404, "{}");
    ask("POST", "courses/" + version + "/participants", 404, R"({"actor":)" + actor("a") + "}");
    ask("GET", "courses/x", 404);
    ask("GET", "courses/" + base::to_string(base::random_uuid()), 404);
}

BOOST_AUTO_TEST_CASE(terms_that_are_not_right)
{
    const auto text = [](std::size_t size) {
        return R"({"description":{"de":")" + std::string(size, 'a') + R"("}})";
    };
    const auto title = [](std::size_t size) {
        return R"({"title":{"de":")" + std::string(size, 'a') + R"("}})";
    };
    const auto languages = [](std::size_t count) {
        json::object texts;
        for (std::size_t at = 0; at < count; ++at)
            texts["de-x-" + std::to_string(at)] = "T";
        return json::serialize(json::object{{"title", texts}});
    };

    const struct {
        std::string body;
        unsigned status;
    } rows[] = {
        {"[]", 400},
        {R"({"other":1})", 400},
        {R"({"open":"yes"})", 400},
        {R"({"open":null,"title":null,"hours":null,"voucherNeeded":null,"places":null})", 200},
        {R"({"title":{"no tag":"T"}})", 400},
        {R"({"title":{"de":""}})", 400},
        {R"({"title":{"de":7}})", 400},
        {R"({"title":"T"})", 400},
        {title(limits::package_title_bytes), 200},
        {title(limits::package_title_bytes + 1), 400},
        {text(limits::offer_text_bytes), 200},
        {text(limits::offer_text_bytes + 1), 400},
        {languages(limits::course_languages), 200},
        {languages(limits::course_languages + 1), 400},
        {R"({"hours":10000})", 200},
        {R"({"hours":10000.5})", 400},
        {R"({"hours":-1})", 400},
        {R"({"hours":"1"})", 400},
        {R"({"places":0})", 200},
        {R"({"places":100000})", 200},
        {R"({"places":100001})", 400},
        {R"({"places":1.5})", 400},
        {R"({"places":-1})", 400},
    };

    for (const auto& row : rows)
        offer(row.body, row.status);
    ask("PUT", "courses/x/offer", 404, "{}");
}

BOOST_AUTO_TEST_CASE(in_pages)
{
    for (int more = 0; more < 4; ++more)
        import(scorm12());
    std::set<std::string> found;
    std::string after;
    do {
        const auto page = ask("GET", "courses?limit=2" + after, 200);
        for (const auto& each : page.at("courses").as_array())
            BOOST_TEST(found.emplace(each.at("course").as_string()).second);
        after =
            page.at("next").is_null() ? "" : "&after=" + std::string(page.at("next").as_string());
    } while (!after.empty());
    BOOST_TEST(found.size() == 5u);
    ask("DELETE", "packages/" + course + "?reason=Old", 200);
    BOOST_TEST(ask("GET", "courses", 200).at("courses").as_array().size() == 4u);
    ask("GET", "courses/" + course, 404);
}

BOOST_AUTO_TEST_CASE(places_and_those_who_wait)
{
    offer(R"({"places":1})");
    const auto first = registration_of("a");
    BOOST_TEST(registration_of("a") == first);
    BOOST_TEST(enrol_in("b").at("waiting").as_int64() == 1);
    BOOST_TEST(enrol_in("c").at("waiting").as_int64() == 2);
    auto now = ask("GET", "courses/" + course, 200);
    BOOST_TEST(now.at("participants").as_int64() == 1);
    BOOST_TEST(now.at("waiting").as_int64() == 2);

    const auto gone = ask("DELETE", "registrations/" + first, 200);
    BOOST_TEST(gone.at("state").as_string() == "withdrawn");
    ask("DELETE", "registrations/" + first, 200);
    BOOST_TEST(enrol_in("b").as_object().contains("registration"));
    BOOST_TEST(enrol_in("c").at("waiting").as_int64() == 1);
    // The registration is still there, and leads nowhere.
    ask("GET", "registrations/" + first, 200);
    ask("POST", "registrations/" + first + "/launch", 409, "{}");
    BOOST_TEST(enrol_in("a").at("waiting").as_int64() == 2);
    ask("POST", "registrations/" + first + "/launch", 409, "{}");
    now = offer(R"({"places":3})");
    BOOST_TEST(now.at("participants").as_int64() == 3);
    BOOST_TEST(registration_of("a") == first);
    ask("POST", "registrations/" + first + "/launch", 201, "{}");

    // Whoever is registered for a version by name needs no place, but takes one.
    enrol(course, actor("d"));
    BOOST_TEST(ask("GET", "courses/" + course, 200).at("participants").as_int64() == 4);
    BOOST_TEST(enrol_in("e").at("waiting").as_int64() == 1);
    ask("DELETE", "registrations/" + base::to_string(base::random_uuid()), 404);
}

BOOST_AUTO_TEST_CASE(vouchers_are_noted)
{
    offer(R"({"open":true,"voucherNeeded":true})");
    const auto refused = enrol_in("a", 409);
    BOOST_TEST(refused.at("error").as_string().find("voucher") != std::string::npos);
    enrol_in("a", 201, R"(,"voucher":"MS-1")");
    const auto voucher = [](std::size_t size) {
        return R"(,"voucher":")" + std::string(size, 'v') + '"';
    };
    enrol_in("b", 400, voucher(limits::voucher_bytes + 1));
    enrol_in("b", 201, voucher(limits::voucher_bytes));
    const auto kept = server.city()
                          .courses.catalogue
                          .find(base::parse_uuid(course).value(), "account:https://city.example\x1f"
                                                                  "a")
                          .value();
    BOOST_TEST(kept->voucher.value() == "MS-1");
}

BOOST_AUTO_TEST_CASE(what_a_course_is_for)
{
    const auto iri = ask("GET", "courses/" + course, 200).at("iri");
    const auto cmi5_course = import(cmi5());
    support::kmx::ModelMaker maker;
    for (const auto* id : {"A", "B", "C", "D"})
        maker.competency(id);
    const auto matching = [&](const char* member) {
        return json::serialize(json::object{
            {"match", {{"verb", {support::kmx::verb("passed")}}, {member, json::array{iri}}}}});
    };
    maker.evidence("object", matching("object"))
        .evidence("course", matching("course"))
        .evidence("other");
    maker.rule("A", 1, R"({"ev":"other"})")
        .rule("A", 2, R"({"any":[{"ev":"other"},{"all":[{"ev":"object"}]}]})")
        .rule("A", 3, R"({"ev":"course"})")
        .rule("B", 1, R"({"ev":"course"})")
        .rule("C", 1, R"({"ev":"other"})");
    server.ask({.target = "/api/v1/model", .body = maker.text(), .method = "PUT", .key = "admin"});
    const auto served = ask("GET", "courses/" + course, 200).at("competencies");
    BOOST_TEST(json::serialize(served) == R"([{"competency":"A","name":{"de":"A","en":"A"},)"
                                          R"("level":2},{"competency":"B","name":{"de":"B",)"
                                          R"("en":"B"},"level":1}])");
    BOOST_TEST(ask("GET", "courses/" + cmi5_course, 200).at("competencies").as_array().empty());
}

BOOST_AUTO_TEST_CASE(commands)
{
    BOOST_TEST(command({"list"}).find("Fire safety") != std::string::npos);
    auto out = command({"offer", course, "--open", "on", "--places", "1", "--hours", "1.5",
                        "--title", "Brandschutz"});
    BOOST_TEST(out.find("open") != std::string::npos, out);
    BOOST_TEST(out.find("0 of 1") != std::string::npos, out);
    // What is not named stays.
    out = command({"offer", course, "--voucher", "on"});
    BOOST_TEST(out.find("Brandschutz") != std::string::npos, out);
    BOOST_TEST(out.find("voucher     needed") != std::string::npos, out);
    out = command({"enrol", course, "--actor", actor("a"), "--voucher", "MS-1"});
    BOOST_TEST(out.starts_with("registration "), out);
    const auto registration = out.substr(13, 36);
    BOOST_TEST(command({"enrol", course, "--actor", actor("b"), "--voucher", "MS-2"}) ==
               "waiting as number 1\n");
    BOOST_TEST(command({"withdraw", registration}) == "withdrawn from " + registration + '\n');
    out = command({"show", course});
    BOOST_TEST(out.find("1 of 1") != std::string::npos, out);
    const auto refused =
        support::run(lrs::course, administered::joined({"offer", course, "--places", "many"},
                                                       administered::on(server)));
    BOOST_TEST(refused.code == 1);
    BOOST_TEST(refused.out.find("whole number") != std::string::npos, refused.out);
    out = command({"offer", course, "--places", "any", "--json"});
    BOOST_TEST(json::parse(out).at("offer").at("places").is_null());
    BOOST_TEST(support::run(lrs::course, {"sell"}).code == 2);
}

BOOST_AUTO_TEST_SUITE_END()

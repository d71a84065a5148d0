// Random registrations: whatever is sent, what is let in keeps the rules when it is counted by
// hand, and the state is the same when it is made again from what was stored.
#include "content/cmi5_gate.hpp"
#include "content/cmi5_satisfaction.hpp"
#include "content/cmi5_vocabulary.hpp"
#include "tests/content/cmi5_makers.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace {

using namespace support;
using content::Cmi5Teller;
using content::Cmi5Unit;

class Dice {
public:
    explicit Dice(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t sides)
    {
        return std::uniform_int_distribution<std::size_t>(0, sides - 1)(random_);
    }

    bool one_in(std::size_t sides) { return below(sides) == 0; }

private:
    std::mt19937 random_;
};

std::string random_course(Dice& dice, int depth = 0)
{
    std::string out;
    const auto parts = 1 + dice.below(3);
    for (std::size_t i = 0; i < parts; ++i) {
        if (depth < 3 && dice.one_in(3)) {
            out += '(' + random_course(dice, depth + 1) + ')';
        } else {
            out += "PCAON"[dice.below(5)];
        }
    }
    return out;
}

class Registration : public Play {
public:
    Registration(Cmi5Course wanted, Dice& dice) : Play(std::move(wanted)), dice_(dice)
    {
        satisfy(uuid(0x9000), at(0));
    }

    void go_on()
    {
        if (sessions_.empty() || dice_.one_in(12)) return start();
        if (dice_.one_in(40)) return waive();
        send(sessions_[dice_.below(sessions_.size())]);
    }

private:
    void start()
    {
        for (const auto& open : state.open_sessions())
            tell(content::abandoned_statement(enrolment, *state.session(open)->au, open,
                                              at(++second), {}),
                 Cmi5Teller::system);
        sessions_.push_back(launch(dice_.below(course.aus.size())));
    }

    void waive()
    {
        const auto au = dice_.below(course.aus.size());
        if (state.au(au).waived) return;
        const auto session = uuid(0x7000 + ++number);
        tell(content::waived_statement(enrolment, au, session, at(++second), "Administrative"),
             Cmi5Teller::system);
        satisfy(session, at(second));
    }

    void satisfy(const base::Uuid& session, Timestamp time)
    {
        for (const auto& unit : content::newly_satisfied(course, state))
            tell(content::satisfied_statement(enrolment, unit, session, time), Cmi5Teller::system);
    }

    json::object random_statement(const Cmi5Session& session)
    {
        constexpr const char* verbs[] = {"initialized", "completed",  "passed",
                                         "failed",      "terminated", "experienced"};
        auto out = say(session, verbs[dice_.below(std::size(verbs))]);
        if (dice_.one_in(4))
            out["timestamp"] = base::to_string(at(second - static_cast<int>(dice_.below(6))));
        return out;
    }

    void send(const Cmi5Session& session)
    {
        json::array all;
        for (auto count = 1 + dice_.below(3); count > 0; --count)
            all.push_back(random_statement(session));
        const auto verdicts = content::gate(course, ids, state, session, all);
        if (!verdicts) return;
        for (std::size_t i = 0; i < all.size(); ++i) {
            tell(all[i].as_object(), Cmi5Teller::au);
            BOOST_TEST((verdicts->at(i).satisfied == content::newly_satisfied(course, state)));
            satisfy(session.id, verdicts->at(i).at);
        }
    }

    Dice& dice_;
    std::vector<Cmi5Session> sessions_;
};

std::string_view id_in(const json::object& statement, const char* key)
{
    return statement.at(key).at("id").as_string();
}

// The rules about order, counted over all that is stored.
class Count {
public:
    void add(const Play::Told& told)
    {
        const auto session = *content::cmi5_session_of(told.statement);
        const auto time = *content::cmi5_time_of(told.statement);
        const auto verb = id_in(told.statement, "verb");
        const std::string object(id_in(told.statement, "object"));
        if (told.teller == Cmi5Teller::system) {
            if (verb == content::cmi5::satisfied) BOOST_TEST(satisfied_.insert(object).second);
            if (verb == content::cmi5::abandoned) BOOST_TEST(abandoned_.insert(session).second);
            return;
        }
        BOOST_TEST(!abandoned_.contains(session));
        auto& said = said_[session];
        const bool first = said.empty();
        BOOST_TEST(first == (verb == content::cmi5::initialized));
        if (verb != "http://adlnet.gov/expapi/verbs/experienced")
            BOOST_TEST(std::ranges::count(said, verb, [](const auto& each) {
                           return std::string_view(each.first);
                       }) == 0);
        said.emplace_back(verb, time);
        if (verb == content::cmi5::completed) BOOST_TEST(completed_.insert(object).second);
        if (verb == content::cmi5::passed) BOOST_TEST(passed_.emplace(object, time).second);
        if (verb == content::cmi5::failed && passed_.contains(object))
            BOOST_TEST((time < passed_.at(object)));
    }

    void finish() const
    {
        for (const auto& [session, said] : said_) {
            const auto judged = std::ranges::count_if(said, [](const auto& each) {
                return each.first == content::cmi5::passed || each.first == content::cmi5::failed;
            });
            BOOST_TEST(judged <= 1);
            for (const auto& [verb, time] : said) {
                BOOST_TEST((time >= said.front().second));
                const auto end = std::ranges::find(said, std::string(content::cmi5::terminated),
                                                   [](const auto& each) { return each.first; });
                if (end != said.end()) BOOST_TEST((time <= end->second));
            }
        }
    }

private:
    std::map<base::Uuid, std::vector<std::pair<std::string, Timestamp>>> said_;
    std::set<base::Uuid> abandoned_;
    std::set<std::string> completed_;
    std::map<std::string, Timestamp> passed_;
    std::set<std::string> satisfied_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(content_cmi5_random)

BOOST_AUTO_TEST_CASE(registrations)
{
    const auto seed = std::random_device()();
    BOOST_TEST_MESSAGE("seed " << seed);
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        Dice dice(seed);
        std::size_t stored = 0;
        for (int round = 0; round < 40; ++round) {
            Registration registration(short_course(random_course(dice)), dice);
            for (int step = 0; step < 100; ++step)
                registration.go_on();
            Cmi5State again(registration.ids);
            Count count;
            for (const auto& told : registration.log) {
                again.apply(registration.ids, told.statement, told.teller);
                count.add(told);
            }
            count.finish();
            BOOST_TEST((again == registration.state));
            BOOST_TEST(content::newly_satisfied(registration.course, again).empty());
            stored += registration.log.size();
        }
        BOOST_TEST(stored > 40u * 10u); // Something was let in.
    }
}

BOOST_AUTO_TEST_SUITE_END()

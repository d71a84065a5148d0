// What attainment costs: a city's employees over its log, within one process. Prints JSON.
#include "base/limits.hpp"
#include "bench/city.hpp"
#include "bench/measures.hpp"
#include "bench/options.hpp"
#include "competency/gap.hpp"
#include "competency/person_codec.hpp"
#include "lrs/auth/tenants.hpp"
#include "lrs/persons/heat_maps.hpp"
#include "lrs/persons/person_view.hpp"
#include "statements/accept.hpp"
#include "storage/rocksdb/rocksdb_storage.hpp"

#include <boost/json.hpp>

#include <atomic>
#include <iostream>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace bench {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr std::size_t batch_size = 500;
constexpr auto days_ago = std::chrono::days(40); // Of the fill: snapshots begin with yesterday.

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

class Measured {
public:
    Measured(const Options& options)
        : employees_(options.number("--employees", 5'000)), city_(employees_),
          statements_(options.number("--seed", 1)), random_(options.number("--seed", 1)),
          journal_(std::cerr, lrs::Level::error)
    {
        storage::rocks::Options rocks;
        rocks.path = options.text("--folder");
        rocks.clock = [this] { return storage::system_now() - shift_.load(); };
        storage_ = storage::rocks::open(std::move(rocks)).value();
        out_["employees"] = employees_;
        out_["competencies"] = city_competencies;
        out_["rule_nodes"] = city_rule_nodes;
    }

    void run(const Options& options)
    {
        enter_people();
        fill(options.number("--statements", 1'000'000));
        begin();
        rebuild();
        ask(options.number("--requests", 2'000));
        heat_maps();
        shift_ = 0us;
        cpu(options.number("--follow", 200'000));
        lag(options.number("--rate", 30'000), options.number("--seconds", 30));
        follower_->stop();
        std::cout << out_ << '\n';
    }

private:
    void say(std::string_view what) const { std::cerr << "==> " << what << std::endl; }

    void enter_people()
    {
        say("employees");
        const auto entries = city_.entries(storage::system_now() - days_ago);
        std::vector<std::string> bytes;
        std::uint64_t last = 0;
        for (std::size_t at = 0; at < entries.size(); ++at) {
            bytes.push_back(competency::encode(entries[at]));
            if (bytes.size() < limits::register_entries_at_once && at + 1 < entries.size())
                continue;
            last =
                storage_->registers().append(lrs::default_tenant, "persons", bytes, last).value();
            bytes.clear();
        }
        out_["register_entries"] = entries.size();
    }

    // Which statements prove something: so many of a hundred.
    void store(std::size_t count, std::size_t proofs)
    {
        const statements::Acceptance acceptance{statements::Version::v2_0_0, authority_,
                                                storage_->statements().key(),
                                                [] { return base::Uuid{}; }};
        for (std::size_t done = 0; done < count;) {
            std::string body = "[";
            for (std::size_t at = 0; at < batch_size && done < count; ++at, ++done) {
                std::string one;
                statements_.append(one, ++number_);
                if (random_.below(100) < proofs) city_.make_evidence(one, random_);
                body += (at == 0 ? "" : ",") + one;
            }
            auto batch = statements::prepare(body + ']', acceptance).value();
            storage_->statements().put(lrs::default_tenant, std::move(batch)).value();
        }
    }

    void fill(std::size_t count)
    {
        say("fill");
        const auto begin = Clock::now();
        constexpr std::size_t step = 1'000'000;
        for (std::size_t done = 0; done < count; done += step) {
            store(std::min(step, count - done), 5);
            say(std::to_string(std::min(done + step, count)));
        }
        out_["statements"] = count;
        out_["fill_per_second"] = static_cast<double>(count) / seconds_since(begin);
    }

    void begin()
    {
        persons_ = std::make_unique<lrs::PersonRegister>(*storage_, lrs::default_tenant);
        const auto begin = Clock::now();
        persons_->start().value();
        out_["register_start_s"] = seconds_since(begin);
        follower_ =
            std::make_unique<lrs::CompetencyFollower>(*storage_, lrs::default_tenant, journal_);
        persons_->on_roles([this](const auto& roles) { follower_->set_roles(roles); });
        follower_->start().value();
    }

    void rebuild()
    {
        json::array took;
        for (const auto* version : {"1", "2", "3"}) {
            say("model " + std::string(version));
            const auto begin = Clock::now();
            follower_->set_model(city_.model(version)).value();
            took.push_back(seconds_since(begin));
        }
        out_["rebuild_s"] = std::move(took);
    }

    template <class Ask>
    void ask_many(const char* name, std::size_t count, Ask ask)
    {
        say(name);
        Latencies latencies;
        for (std::size_t at = 0; at < count; ++at) {
            const auto person = city_.person(random_.below(employees_));
            const auto begin = Clock::now();
            ask(person);
            latencies.add(Clock::now() - begin);
        }
        out_[name] = latencies.summary();
    }

    void ask(std::size_t count)
    {
        const auto attainment = [&](competency::PersonId person, const lrs::Times& times) {
            const auto seen = lrs::see_person(*persons_, *follower_, person, times).value();
            return competency::attainment(*seen.model, *seen.roles, seen.rows, seen.asked);
        };
        const auto now = storage::system_now();
        ask_many("attainment_ms", count, [&](auto person) { attainment(person, {}); });
        const auto then = now - days_ago + 1s;
        ask_many("known_then_ms", count, [&](auto person) { attainment(person, {now, then}); });
        ask_many("gap_ms", count, [&](auto person) {
            const auto seen = lrs::see_person(*persons_, *follower_, person, {}).value();
            competency::gap(*seen.model, *seen.roles, seen.rows, seen.asked, "rp").value();
        });
    }

    void heat_maps()
    {
        say("heat maps");
        lrs::HeatMaps maps(*persons_, *follower_);
        json::object out;
        const auto ask = [&](const char* name, const lrs::HeatMapQuestion& question) {
            const auto begin = Clock::now();
            const auto text = maps.answer(question).value();
            out[name] = 1'000 * seconds_since(begin);
            out["bytes"] = text.size();
        };
        lrs::HeatMapQuestion question;
        ask("first_today", question);
        ask("again", question);
        question.profile = "rp";
        ask("again_by_profile", question);
        question.times.as_of = storage::system_now() - std::chrono::days(10);
        ask("past", question);
        out_["heat_map_ms"] = std::move(out);
    }

    double follower_cpu() const
    {
        const auto all = cpu_seconds_by_thread(static_cast<std::uint64_t>(getpid()));
        const auto found = all.find("follower");
        return found == all.end() ? 0 : found->second;
    }

    void wait() const
    {
        const auto end = storage_->log().published(lrs::default_tenant).sequence;
        while (follower_->reached()->sequence < end)
            std::this_thread::sleep_for(1ms);
    }

    void cpu(std::size_t count)
    {
        json::object out;
        for (const auto& [name, proofs, some] :
             {std::tuple("nothing", 0u, count), std::tuple("evidence", 100u, count / 4),
              std::tuple("mixed", 5u, count)}) {
            say("follow: " + std::string(name));
            wait();
            const auto before = follower_cpu();
            store(some, proofs);
            wait();
            out[name] = 1e6 * (follower_cpu() - before) / static_cast<double>(some);
        }
        out_["follower_cpu_us"] = std::move(out);
    }

    // How old what the follower has not seen yet is, while statements come at a rate.
    void lag(std::size_t rate, std::size_t seconds)
    {
        say("lag");
        wait();
        std::atomic<bool> done = false;
        Latencies lags;
        std::thread watch([&] {
            while (!done) {
                const auto end = storage_->log().published(lrs::default_tenant);
                const auto reached = *follower_->reached();
                const auto behind = reached.sequence < end.sequence
                                        ? storage::system_now() - reached.stored
                                        : base::Timestamp::duration{};
                lags.add(std::max(behind, base::Timestamp::duration{}));
                std::this_thread::sleep_for(5ms);
            }
        });
        const auto begin = Clock::now();
        const auto batches = rate * seconds / batch_size;
        for (std::size_t at = 0; at < batches; ++at) {
            const auto due = static_cast<double>(at * batch_size) / static_cast<double>(rate);
            std::this_thread::sleep_until(begin + std::chrono::duration_cast<Clock::duration>(
                                                      std::chrono::duration<double>(due)));
            store(batch_size, 5);
        }
        const auto took = seconds_since(begin);
        done = true;
        watch.join();
        out_["lag_ms"] = lags.summary();
        out_["lag_rate"] = static_cast<double>(batches * batch_size) / took;
    }

    const std::size_t employees_;
    City city_;
    Statements statements_;
    Random random_;
    std::uint64_t number_ = 0;
    std::atomic<base::Timestamp::duration> shift_ = base::Timestamp::duration(days_ago);
    const std::string authority_ =
        R"({"account":{"homePage":"https://lrs.musterstadt.example","name":"lms"}})";
    lrs::Journal journal_;
    std::unique_ptr<storage::Storage> storage_;
    std::unique_ptr<lrs::PersonRegister> persons_;
    std::unique_ptr<lrs::CompetencyFollower> follower_;
    json::object out_;
};

} // namespace
} // namespace bench

int main(int argc, char** argv)
{
    const bench::Options options(
        argc, argv,
        {{"--folder", "DIR", "an empty folder for the store"},
         {"--employees", "N", "how many there are (default: 5000)"},
         {"--statements", "N", "in the log, 5 % of them evidence (default: 1000000)"},
         {"--requests", "N", "of each question (default: 2000)"},
         {"--follow", "N", "statements to measure the follower's CPU with (default: 200000)"},
         {"--rate", "N", "statements a second while the lag is measured (default: 30000)"},
         {"--seconds", "N", "how long it is (default: 30)"},
         {"--seed", "N", "of everything random (default: 1)"}});
    if (!options.has("--folder")) bench::refuse("--folder is missing");
    try {
        bench::Measured(options).run(options);
    } catch (const std::exception& error) {
        bench::refuse(error.what());
    }
    return 0;
}

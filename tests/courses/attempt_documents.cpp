#include "courses/attempt_documents.hpp"

#include "storage/memory/memory_storage.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using content::Document;
using Kind = content::Document::Kind;

const storage::Tenant tenant{3};

content::Attempt attempt(std::string iri)
{
    content::Attempt out;
    out.actor = {{"account", {{"homePage", "https://x.example"}, {"name", "u1"}}}};
    out.registration = base::uuid_v5({}, "registration");
    out.sco.iri = "https://x.example/sco";
    out.attempt = std::move(iri);
    return out;
}

// Somebody else writes a document whenever this one is about to: so many times.
class Contended final : public storage::DocumentStore {
public:
    Contended(storage::DocumentStore& inner, int times) : inner_(inner), times_(times) {}

    storage::Result<> submit(storage::Tenant whose, std::vector<storage::DocumentWrite> writes,
                             storage::DocumentCompletion completion) override
    {
        if (times_-- > 0) {
            auto other = writes.front();
            other.document = storage::Document{"text/plain", std::to_string(times_), {}};
            BOOST_TEST(inner_.write(whose, {other}).has_value());
        }
        return inner_.submit(whose, std::move(writes), std::move(completion));
    }

    storage::Result<std::optional<storage::Document>>
    find(storage::Tenant whose, const storage::DocumentKey& key) const override
    {
        return inner_.find(whose, key);
    }

    storage::Result<std::vector<storage::DocumentName>>
    list(storage::Tenant whose, const storage::DocumentOwner& owner) const override
    {
        return inner_.list(whose, owner);
    }

private:
    storage::DocumentStore& inner_;
    int times_;
};

std::string attempts(storage::DocumentStore& store)
{
    const auto where = attempt("");
    const storage::DocumentKey key{
        {storage::DocumentKind::state, where.sco.iri, "account:https://x.example\x1fu1"},
        where.registration,
        "https://w3id.org/xapi/scorm/activity-state"};
    const auto found = store.find(tenant, key).value();
    return found ? found->body : std::string();
}

} // namespace

BOOST_AUTO_TEST_SUITE(courses_attempt_documents)

BOOST_AUTO_TEST_CASE(each_kind_has_its_key)
{
    const auto storage = storage::memory::open({});
    auto& store = storage->documents();
    courses::AttemptDocuments documents(store, tenant);
    const auto where = attempt("https://x.example/sco?attemptId=1");
    const std::vector<Document> all{
        {Kind::state, where.attempt, "s", "text/plain", "1"},
        {Kind::activity_profile, where.sco.iri, "p", "text/plain", "2"},
        {Kind::agent_profile, "", "g", "text/plain", "3"},
        {Kind::state, where.attempt, "s", "text/plain", "4"}, // Of two the last one.
    };
    BOOST_TEST(documents.write(where, all, true).has_value());
    const std::string agent = "account:https://x.example\x1fu1";
    const auto body = [&](const storage::DocumentKey& key) {
        const auto found = store.find(tenant, key).value();
        return found ? found->body : std::string();
    };
    BOOST_TEST(
        body({{storage::DocumentKind::state, where.attempt, agent}, where.registration, "s"}) ==
        "4");
    BOOST_TEST(body({{storage::DocumentKind::activity_profile, where.sco.iri, ""}, {}, "p"}) ==
               "2");
    BOOST_TEST(body({{storage::DocumentKind::agent_profile, "", agent}, {}, "g"}) == "3");
    BOOST_TEST(attempts(store) == R"({"attempts":["https://x.example/sco?attemptId=1"]})");
}

BOOST_AUTO_TEST_CASE(attempts_are_added_to_those_that_are_there)
{
    const auto storage = storage::memory::open({});
    courses::AttemptDocuments documents(storage->documents(), tenant);
    for (const char* iri : {"https://x.example/1", "https://x.example/2", "https://x.example/2"})
        BOOST_TEST(documents.write(attempt(iri), {}, true).has_value());
    BOOST_TEST(attempts(storage->documents()) ==
               R"({"attempts":["https://x.example/1","https://x.example/2"]})");
}

BOOST_AUTO_TEST_CASE(who_is_overtaken_writes_again)
{
    for (const int times : {1, 15, 16}) {
        const auto storage = storage::memory::open({});
        Contended store(storage->documents(), times);
        courses::AttemptDocuments documents(store, tenant);
        const auto written = documents.write(attempt("https://x.example/1"), {}, true);
        BOOST_TEST(written.has_value() == (times < 16));
        if (!written) BOOST_TEST((written.error().kind == base::ErrorKind::busy));
        if (written) BOOST_TEST(attempts(store) == R"({"attempts":["https://x.example/1"]})");
    }
}

BOOST_AUTO_TEST_CASE(a_learner_without_an_account_is_refused)
{
    const auto storage = storage::memory::open({});
    courses::AttemptDocuments documents(storage->documents(), tenant);
    auto where = attempt("https://x.example/1");
    where.actor = {{"name", "Jane"}};
    const auto refused = documents.write(where, {}, true);
    BOOST_TEST_REQUIRE(refused.has_error());
    BOOST_TEST((refused.error().kind == base::ErrorKind::invalid));
}

BOOST_AUTO_TEST_SUITE_END()

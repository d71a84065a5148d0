// How a check talks to the server under test, and the record of what was said.
//
// A check is a short function over a Talk. It returns when the requirement holds. It ends with
// Unmet when it does not, with NoAnswer when the server gave none, with NotTried when something
// that it needs was not given. Everything it makes has a random name, so that what else is in the
// store does not matter.
#pragma once

#include "conformance/answer.hpp"
#include "conformance/client.hpp"
#include "conformance/requirement.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace conformance {

struct NotTried : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct KeyAndSecret {
    std::string key;
    std::string secret;
};

// The server under test, and what a runner knows of it.
struct Lrs {
    Url url;
    KeyAndSecret user; // May do everything.
    Version version = Version::v2_0_0;
    std::chrono::milliseconds deadline{20'000}; // Of one step of an exchange.
    // For how long a statement may be on its way from the answer to the queries.
    std::chrono::milliseconds patience{0};
    // By scope ("statements/read"): credentials that may do only that. "statements/read/mine" and
    // "statements/read/mine 2" may write as well, under two authorities. "lenient" may do
    // everything, and is forgiven what content is known to do wrong.
    std::map<std::string, KeyAndSecret, std::less<>> limited{};
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Who asks.
struct As {
    enum Who { user, nobody, stranger, limited } who = user;

    std::string_view scope{}; // Of the limited one.
};

struct Call {
    std::string method = "GET";
    std::string resource{}; // "statements"; "/health" lies outside the endpoint.
    Pairs parameters{};
    std::string body{};
    std::string type = "application/json"; // Of a body. Empty: none is said.
    Pairs headers{};
    As as{};
    std::optional<std::string> version{}; // Empty text: no header. Not given: the one under test.
};

struct Exchange {
    std::string request;
    std::string answer; // Empty: there was none.
};

// What several talks of one check write into.
class Record {
public:
    std::size_t add(std::string request);
    void answered(std::size_t index, std::string answer);
    std::vector<Exchange> exchanges() const;

private:
    mutable std::mutex mutex_;
    std::vector<Exchange> exchanges_;
};

class Talk {
public:
    explicit Talk(const Lrs& lrs);

    Version version() const { return lrs_.version; }

    std::string_view version_header() const;

    const Lrs& lrs() const { return lrs_; }

    Answer send(const Call& call);
    Answer raw(std::string_view bytes, bool to_head = false);

    Answer get(std::string resource, Pairs parameters = {});
    Answer put(std::string resource, Pairs parameters, std::string body);
    Answer post(std::string resource, Pairs parameters, std::string body);
    Answer remove(std::string resource, Pairs parameters);

    // POST of a statement or an array of them.
    Answer post(const json::value& statements);
    Answer put(const json::object& statement); // Under its id.
    Answer fetch(std::string_view id);         // GET ?statementId=

    // Stores them, expects that, and waits until they can be found. The ids.
    std::string store(const json::object& statement);
    std::vector<std::string> store(const std::vector<json::object>& statements);

    // GET of a page, expected to be one: the ids in its order.
    std::vector<std::string> ids(Pairs parameters);

    // GET of the page that a "more" property names.
    Answer more(const std::string& irl, Pairs headers = {});

    // Names that nobody else has.
    std::string id();                           // A UUID.
    std::string iri(std::string_view of = "x"); // Of an activity, a verb ...
    json::object agent();
    json::object statement(); // With an id; agent, verb and activity are new.

    // Runs `work` on that many threads at the same time, each with a talk of its own. What one of
    // them throws, this throws.
    void parallel(std::size_t threads, const std::function<void(Talk&, std::size_t)>& work);

    std::vector<Exchange> exchanges() const { return record_->exchanges(); }

private:
    Talk(const Lrs& lrs, std::shared_ptr<Record> record);

    std::string authorization(const As& as) const;
    void settle(const std::string& id);

    const Lrs& lrs_;
    Client client_;
    std::shared_ptr<Record> record_;
};

// The target's query, "?" included. Empty: there is none.
std::string query_of(const Pairs& parameters);

// The text of a whole request.
std::string request_text(const Url& url, const Call& call, const Pairs& headers);

json::value parsed(std::string_view text);

// The same with other values at some JSON Pointers. Objects on the way are made.
json::object with(json::object object,
                  std::initializer_list<std::pair<std::string_view, Value>> members);

std::string id_of(const json::object& statement);

} // namespace conformance

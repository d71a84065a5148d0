#include "base/percent.hpp"
#include "bench/request_text.hpp"

namespace bench {
namespace {

constexpr std::size_t documents_each = 100; // Of a connection.
constexpr std::size_t document_bytes = 1'000;

class States final : public Requests {
public:
    // As 1.0.3 has it: PUT replaces a document without asking which one (2.0 wants If-Match).
    States(Target target, const Load& load) : random_(load.seed)
    {
        target.version = "1.0.3";
        Statements statements(load.seed);
        const auto folder = target.path.substr(0, target.path.rfind('/'));
        for (std::size_t at = 0; at < load.connections; ++at) {
            auto& own = connections_.emplace_back();
            for (std::size_t each = 0; each < documents_each; ++each) {
                const auto subject = statements.subject();
                const auto path = folder + "/activities/state?stateId=" +
                                  std::to_string(at * documents_each + each) +
                                  "&activityId=" + base::percent_encoded(subject.activity) +
                                  "&agent=" + base::percent_encoded(subject.agent);
                const std::string blank(document_bytes, ' ');
                own.documents.push_back(
                    {json_request(target, "PUT", path, blank), get_request(target, path)});
            }
        }
    }

    std::optional<std::string_view> next(std::size_t connection) override
    {
        auto& own = connections_[connection];
        own.puts = !own.puts;
        if (own.puts) own.there = false;
        if (!own.puts) return own.documents[own.turn].get;
        own.turn = (own.turn + 1) % documents_each;
        auto& put = own.documents[own.turn].put;
        own.body = R"({"bookmark":)" + std::to_string(random_.next()) + R"(,"suspended":")";
        own.body.resize(document_bytes - 2, 'x');
        own.body += "\"}";
        put.replace(put.size() - document_bytes, document_bytes, own.body);
        return put;
    }

    std::string_view kind(std::size_t connection) const override
    {
        return connections_[connection].puts ? "put" : "get";
    }

    std::optional<std::size_t> take(std::size_t connection, unsigned status,
                                    std::string_view body) override
    {
        auto& own = connections_[connection];
        if (own.puts) own.there = status == 204;
        const bool as_put = status == 200 && body == own.body;
        const bool fine = own.puts ? own.there : as_put || !own.there;
        return fine ? std::optional<std::size_t>(0) : std::nullopt;
    }

private:
    struct Document {
        std::string put;
        std::string get;
    };

    struct Connection {
        std::vector<Document> documents;
        std::string body; // Of the last PUT.
        std::size_t turn = 0;
        bool puts = false;  // What the last request was.
        bool there = false; // The last PUT was acknowledged: it may have been refused.
    };

    Random random_;
    std::vector<Connection> connections_;
};

} // namespace

std::unique_ptr<Requests> make_states(const Target& target, const Load& load)
{
    return std::make_unique<States>(target, load);
}

} // namespace bench

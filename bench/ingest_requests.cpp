#include "bench/request_text.hpp"

#include <algorithm>

namespace bench {
namespace {

constexpr std::uint64_t bodies_hold = 100'000; // Statements, then they come again with other ids.

class Ingest final : public Requests {
public:
    Ingest(const Target& target, const Load& load)
        : target_(target), load_(load), statements_(load.seed), next_(load.stored),
          last_(load.statements == 0 ? UINT64_MAX : load.stored + load.statements)
    {
        const auto hold =
            load.statements == 0 ? bodies_hold : std::min(load.statements, bodies_hold);
        const auto each =
            load.fresh ? 1 : std::max<std::uint64_t>(hold / load.batch / load.connections, 1);
        for (std::size_t at = 0; at < load.connections; ++at) {
            auto& own = connections_.emplace_back();
            for (std::uint64_t body = 0; body < each; ++body)
                own.requests.push_back(make());
        }
    }

    std::optional<std::string_view> next(std::size_t connection) override
    {
        if (last_ - next_ < load_.batch) return std::nullopt;
        auto& own = connections_[connection];
        auto& request = own.requests[own.turn++ % own.requests.size()];
        if (load_.fresh) request = make();
        for (const auto at : request.ids)
            statements_.write_id(next_++, request.text.data() + at);
        return request.text;
    }

    std::optional<std::size_t> take(std::size_t, unsigned status, std::string_view body) override
    {
        if (status != 200 || !body.starts_with('[')) return std::nullopt;
        return load_.batch;
    }

private:
    struct Post {
        std::string text;
        std::vector<std::size_t> ids; // Where in the text they stand.
    };

    struct Connection { // Each has requests of its own: one that is being sent is not changed.
        std::vector<Post> requests;
        std::size_t turn = 0;
    };

    Post make()
    {
        Post out;
        std::string body = "[";
        for (std::size_t at = 0; at < load_.batch; ++at) {
            if (at > 0) body += ',';
            out.ids.push_back(statements_.append(body, 0));
        }
        body += ']';
        out.text = json_request(target_, "POST", target_.path, body);
        for (auto& at : out.ids)
            at += out.text.size() - body.size();
        return out;
    }

    Target target_;
    Load load_;
    Statements statements_;
    std::uint64_t next_;
    std::uint64_t last_;
    std::vector<Connection> connections_;
};

} // namespace

std::unique_ptr<Requests> make_ingest(const Target& target, const Load& load)
{
    return std::make_unique<Ingest>(target, load);
}

} // namespace bench

#include "bench/requests.hpp"

#include "base/base64.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>

namespace bench {
namespace {

constexpr std::uint64_t bodies_hold = 100'000; // Statements, then they come again with other ids.
constexpr std::size_t prepared_queries = 5'000;

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    return out;
}

std::string head(const Target& target, std::string_view method, std::string_view path)
{
    std::string out(method);
    out += ' ';
    out += path;
    out += " HTTP/1.1\r\nHost: " + target.host + "\r\nX-Experience-API-Version: " + target.version;
    if (!target.authorization.empty())
        out += "\r\nAuthorization: Basic " + base::to_base64(target.authorization);
    out += "\r\n";
    return out;
}

std::string get(const Target& target, std::string_view path)
{
    return head(target, "GET", path) + "\r\n";
}

class Ingest final : public Requests {
public:
    Ingest(const Target& target, const Load& load)
        : load_(load), statements_(load.seed), next_(load.stored),
          last_(load.statements == 0 ? UINT64_MAX : load.stored + load.statements)
    {
        const auto hold =
            load.statements == 0 ? bodies_hold : std::min(load.statements, bodies_hold);
        const auto each = std::max<std::uint64_t>(hold / load.batch / load.connections, 1);
        for (std::size_t at = 0; at < load.connections; ++at) {
            auto& own = connections_.emplace_back();
            for (std::uint64_t body = 0; body < each; ++body)
                own.requests.push_back(make(target));
        }
    }

    std::optional<std::string_view> next(std::size_t connection) override
    {
        if (last_ - next_ < load_.batch) return std::nullopt;
        auto& own = connections_[connection];
        auto& request = own.requests[own.turn++ % own.requests.size()];
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

    Post make(const Target& target)
    {
        Post out;
        std::string body = "[";
        for (std::size_t at = 0; at < load_.batch; ++at) {
            if (at > 0) body += ',';
            out.ids.push_back(statements_.append(body, 0));
        }
        body += ']';
        out.text =
            head(target, "POST", target.path) +
            "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
            "\r\n\r\n";
        for (auto& at : out.ids)
            at += out.text.size();
        out.text += body;
        return out;
    }

    Load load_;
    Statements statements_;
    std::uint64_t next_;
    std::uint64_t last_;
    std::vector<Connection> connections_;
};

// Every statement has one, and nothing else in these statements is called so.
std::size_t count_statements(std::string_view page)
{
    constexpr std::string_view name = "\"timestamp\":";
    std::size_t count = 0;
    for (auto at = page.find(name); at != page.npos; at = page.find(name, at + 1))
        ++count;
    return count;
}

class Pages final : public Requests {
public:
    Pages(const Target& target, const Load& load, std::string_view filters)
    {
        Statements statements(load.seed);
        const auto is = [&](std::string_view name) { return filters.find(name) != filters.npos; };
        for (std::size_t at = 0; at < prepared_queries; ++at) {
            const auto subject = statements.subject();
            auto path = target.path + "?limit=" + std::to_string(load.page);
            if (is("agent")) path += "&agent=" + percent_encoded(subject.agent);
            if (is("verb")) path += "&verb=" + percent_encoded(subject.verb);
            if (is("activity")) path += "&activity=" + percent_encoded(subject.activity);
            if (is("registration")) path += "&registration=" + subject.registration;
            requests_.push_back(get(target, path));
        }
    }

    std::optional<std::string_view> next(std::size_t) override
    {
        return requests_[turn_++ % requests_.size()];
    }

    std::optional<std::size_t> take(std::size_t, unsigned status, std::string_view body) override
    {
        if (status != 200) return std::nullopt;
        return count_statements(body);
    }

private:
    std::vector<std::string> requests_;
    std::size_t turn_ = 0;
};

class ById final : public Requests {
public:
    ById(const Target& target, const Load& load, bool hit) : hit_(hit)
    {
        Statements statements(load.seed);
        Random random(load.seed);
        const auto stored = std::max<std::uint64_t>(load.stored, 1);
        for (std::size_t at = 0; at < prepared_queries; ++at) {
            const auto number = random.below(stored) + (hit ? 0 : stored);
            std::string id(uuid_size, '0');
            statements.write_id(number, id.data());
            requests_.push_back(get(target, target.path + "?statementId=" + id));
        }
    }

    std::optional<std::string_view> next(std::size_t) override
    {
        return requests_[turn_++ % requests_.size()];
    }

    std::optional<std::size_t> take(std::size_t, unsigned status, std::string_view) override
    {
        if (status != (hit_ ? 200 : 404)) return std::nullopt;
        return hit_ ? 1 : 0;
    }

private:
    bool hit_;
    std::vector<std::string> requests_;
    std::size_t turn_ = 0;
};

class Walk final : public Requests {
public:
    Walk(const Target& target, const Load& load)
        : target_(target), path_(target.path + "?limit=" + std::to_string(load.page))
    {
    }

    std::optional<std::string_view> next(std::size_t connection) override
    {
        if (path_.empty() || connection > 0) return std::nullopt;
        request_ = get(target_, path_);
        return request_;
    }

    std::optional<std::size_t> take(std::size_t, unsigned status, std::string_view body) override
    {
        path_.clear();
        constexpr std::string_view name = "\"more\":";
        const auto more = body.rfind(name);
        if (status != 200 || more == body.npos) return std::nullopt;
        const auto begin = more + name.size();
        const auto end = body.find('"', begin + 1);
        if (end == body.npos) return std::nullopt;
        path_ = boost::json::parse(body.substr(begin, end + 1 - begin)).as_string();
        return count_statements(body);
    }

private:
    Target target_;
    std::string path_; // Of the next page.
    std::string request_;
};

} // namespace

std::string first_request(const Target& target)
{
    return get(target, target.path + "?limit=1");
}

std::unique_ptr<Requests> make_requests(std::string_view mode, const Target& target,
                                        const Load& load)
{
    constexpr std::string_view filters[] = {"latest",   "agent",        "verb",
                                            "activity", "registration", "agent-verb"};
    if (mode == "ingest") return std::make_unique<Ingest>(target, load);
    if (mode == "id-hit" || mode == "id-miss")
        return std::make_unique<ById>(target, load, mode == "id-hit");
    if (mode == "walk") return std::make_unique<Walk>(target, load);
    if (std::ranges::find(filters, mode) != std::end(filters))
        return std::make_unique<Pages>(target, load, mode);
    return nullptr;
}

} // namespace bench

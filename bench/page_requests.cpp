#include "base/percent.hpp"
#include "bench/request_text.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

namespace bench {
namespace {

constexpr std::size_t prepared_queries = 5'000;
constexpr std::string_view known_filters[] = {"latest",   "agent",        "verb",
                                              "activity", "registration", "related",
                                              "since",    "until",        "ascending"};

using Filters = std::set<std::string_view>;

Filters split(std::string_view words)
{
    Filters out;
    while (true) {
        const auto end = words.find('-');
        out.insert(words.substr(0, end));
        if (end == words.npos) return out;
        words.remove_prefix(end + 1);
    }
}

std::string query_of(const Filters& filters, const Load& load, const Statements::Subject& subject)
{
    using base::percent_encoded;
    const bool related = filters.contains("related");
    auto out = "?limit=" + std::to_string(load.page);
    if (filters.contains("agent")) {
        out += "&agent=" + percent_encoded(subject.agent);
        if (related) out += "&related_agents=true";
    }
    if (filters.contains("verb")) out += "&verb=" + percent_encoded(subject.verb);
    if (filters.contains("activity")) {
        out += "&activity=" + percent_encoded(subject.activity);
        if (related) out += "&related_activities=true";
    }
    if (filters.contains("registration")) out += "&registration=" + subject.registration;
    if (filters.contains("since")) out += "&since=" + percent_encoded(load.since);
    if (filters.contains("until")) out += "&until=" + percent_encoded(load.until);
    if (filters.contains("ascending")) out += "&ascending=true";
    return out;
}

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
    Pages(const Target& target, const Load& load, const Filters& filters)
    {
        Statements statements(load.seed);
        const auto count = load.common ? 1 : prepared_queries;
        for (std::size_t at = 0; at < count; ++at) {
            const auto subject = load.common ? statements.common_subject() : statements.subject();
            requests_.push_back(
                get_request(target, target.path + query_of(filters, load, subject)));
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
            requests_.push_back(get_request(target, target.path + "?statementId=" + id));
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
        request_ = get_request(target_, path_);
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

std::unique_ptr<Requests> make_pages(const Target& target, const Load& load,
                                     std::string_view filters)
{
    const auto words = split(filters);
    const auto known = [](std::string_view word) {
        return std::ranges::find(known_filters, word) != std::end(known_filters);
    };
    if (!std::ranges::all_of(words, known)) return nullptr;
    return std::make_unique<Pages>(target, load, words);
}

std::unique_ptr<Requests> make_by_id(const Target& target, const Load& load, bool hit)
{
    return std::make_unique<ById>(target, load, hit);
}

std::unique_ptr<Requests> make_walk(const Target& target, const Load& load)
{
    return std::make_unique<Walk>(target, load);
}

} // namespace bench

#include "bench/bare_batch.hpp"

#include "base/digest.hpp"

#include <boost/json/monotonic_resource.hpp>

#include <stdexcept>

namespace bench {
namespace {

namespace json = boost::json;
using statements::TermKind;

constexpr std::size_t memory_bytes = 8u << 20;
constexpr std::size_t parser_bytes = 64u << 10;
constexpr std::string_view authority = "account:https://lrs.example/credentials\x1fk";

// The elements of an array that a parser has accepted.
std::vector<std::string_view> split(std::string_view array)
{
    std::vector<std::string_view> out;
    std::size_t depth = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < array.size(); ++at) {
        const char c = array[at];
        if (c == '"') {
            do {
                at = array.find('"', at + 1);
            } while (array[at - 1] == '\\'); // These statements hold no escaped backslash.
        } else if (c == '{') {
            if (depth++ == 0) begin = at;
        } else if (c == '}') {
            if (--depth == 0) out.push_back(array.substr(begin, at + 1 - begin));
        }
    }
    return out;
}

std::string_view text_of(const json::value& value)
{
    return value.as_string();
}

void append_account(std::string& out, const json::value& agent)
{
    const auto& account = agent.at("account");
    out += "account:";
    out += text_of(account.at("homePage"));
    out += '\x1f';
    out += text_of(account.at("name"));
}

// Adds the terms of one statement in turn.
class Terms {
public:
    Terms(const base::Hash128& key, std::string& account, Row& row)
        : key_(key), account_(account), row_(row)
    {
    }

    void add(TermKind kind, std::string_view value)
    {
        row_.terms.at(count_++) = {kind, statements::hash_term(key_, kind, value)};
    }

    void add_agent(const json::value& agent)
    {
        account_.clear();
        append_account(account_, agent);
        add(TermKind::agent, account_);
    }

    void add_activities(const json::value& list)
    {
        for (const auto& activity : list.as_array())
            add(TermKind::activity, text_of(activity.at("id")));
    }

    bool complete() const { return count_ == terms_per_statement; }

private:
    const base::Hash128& key_;
    std::string& account_;
    Row& row_;
    std::size_t count_ = 0;
};

} // namespace

std::string account_value(const json::value& agent)
{
    std::string out;
    append_account(out, agent);
    return out;
}

BatchReader::BatchReader(const base::Hash128& key)
    : key_(key), memory_(memory_bytes), parser_memory_(parser_bytes)
{
}

bool BatchReader::read_row(const json::value& statement, Row& out, std::string& answer)
{
    const auto id_text = text_of(statement.at("id"));
    const auto id = base::parse_uuid(id_text);
    if (!id) return false;
    out.id = *id;
    if (answer.size() > 1) answer += ',';
    answer += '"';
    answer += id_text;
    answer += '"';

    const auto& context = statement.at("context");
    const auto& activities = context.at("contextActivities");
    Terms terms(key_, account_, out);
    terms.add_agent(statement.at("actor"));
    terms.add(TermKind::verb, text_of(statement.at("verb").at("id")));
    terms.add(TermKind::activity, text_of(statement.at("object").at("id")));
    terms.add(TermKind::registration, text_of(context.at("registration")));
    terms.add_agent(context.at("instructor"));
    terms.add_activities(activities.at("parent"));
    terms.add_activities(activities.at("grouping"));
    terms.add_activities(activities.at("category"));
    terms.add(TermKind::agent, authority);
    return terms.complete();
}

std::optional<Batch> BatchReader::read(std::string body)
try {
    json::monotonic_resource resource(memory_.data(), memory_.size());
    json::parser parser({}, {}, parser_memory_.data(), parser_memory_.size());
    parser.reset(&resource);
    parser.write(body.data(), body.size());
    const auto value = parser.release();
    const auto& list = value.as_array();

    Batch out{std::move(body), {}, "["};
    const auto texts = split(out.body);
    if (texts.size() != list.size()) return std::nullopt;
    out.rows.resize(list.size());
    out.answer.reserve(list.size() * (uuid_size + 3) + 2);
    for (std::size_t at = 0; at < list.size(); ++at) {
        out.rows[at].text = texts[at];
        if (!read_row(list[at], out.rows[at], out.answer)) return std::nullopt;
    }
    out.answer += ']';
    return out;
} catch (const std::exception&) {
    return std::nullopt; // A member is not there, or is something else.
}

} // namespace bench

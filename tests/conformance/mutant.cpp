#include "tests/conformance/mutant.hpp"

#include "base/digest.hpp"
#include "lrs/request.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace stand_in {
namespace {

namespace json = boost::json;

constexpr std::string_view methods[] = {"GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS"};

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

using Pairs = std::vector<std::pair<std::string, std::string>>; // Still escaped.

Pairs query_of(const Request& request)
{
    Pairs out;
    auto query = lrs::split_target(view(request.target())).query;
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const auto equals = std::min(pair.find('='), pair.size());
        out.emplace_back(pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size())));
    }
    return out;
}

void set_query(Request& request, const Pairs& pairs)
{
    std::string target(lrs::split_target(view(request.target())).path);
    char sign = '?';
    for (const auto& [name, value] : pairs) {
        target += sign + name + '=' + value;
        sign = '&';
    }
    request.target(target);
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text)
        out += '%' + base::to_hex(reinterpret_cast<const std::uint8_t*>(&c), 1);
    return out;
}

// "name" or "name=value" among what `find` knows.
template <class Find>
bool has(std::string_view word, Find find)
{
    const auto equals = std::min(word.find('='), word.size());
    const std::optional<std::string> found = find(std::string(word.substr(0, equals)));
    return found && (equals == word.size() || *found == word.substr(equals + 1));
}

} // namespace

bool Mutant::fits(const Request& request) const
{
    const auto path = lrs::split_target(view(request.target())).path;
    const auto parameter = [&](const std::string& name) -> std::optional<std::string> {
        for (const auto& [key, value] : query_of(request)) {
            if (key == name) return percent_decoded(value);
        }
        return std::nullopt;
    };
    const auto header = [&](const std::string& name) -> std::optional<std::string> {
        const auto at = request.find(name);
        return at == request.end() ? std::nullopt : std::optional(std::string(at->value()));
    };
    return std::ranges::all_of(mutation_.where, [&](std::string_view word) {
        const bool wanted = !word.starts_with('!');
        if (!wanted) word.remove_prefix(1);
        const auto rest = word.substr(1);
        if (word[0] == '?') return has(rest, parameter) == wanted;
        if (word[0] == '@') return has(rest, header) == wanted;
        if (word[0] == '=')
            return request.body().find(rest) != std::string::npos ||
                   percent_decoded(view(request.target())).find(rest) != std::string::npos;
        if (std::ranges::find(methods, word) != std::end(methods))
            return view(request.method_string()) == word;
        return path.ends_with("/" + std::string(word));
    });
}

bool Mutant::spoil(Request& request) const
{
    const auto& [where, what, values] = mutation_;
    if (what == "ignore" || what == "assume") {
        auto pairs = query_of(request);
        std::erase_if(pairs, [&](const auto& pair) { return pair.first == values[0]; });
        if (what == "assume") pairs.emplace_back(values[0], escaped(values[1]));
        set_query(request, pairs);
    } else if (what == "hide") {
        request.erase(values[0]);
    } else if (what == "claim") {
        request.set(values[0], values[1]);
    } else if (what == "as-user") {
        request.set(http::field::authorization, authorization_);
    } else if (what == "swap") {
        replace_all(request.body(), percent_decoded(values[0]), percent_decoded(values[1]));
    } else if (what == "request-set") {
        auto whole = json::parse(request.body());
        edit_json(whole, {{}, "set", values});
        request.body() = serialize(whole);
    }
    return what == "say" || what == "swallow";
}

bool Mutant::is_hidden(const Request& request)
{
    const auto& [where, what, values] = mutation_;
    if (what != "once" && what != "late") return false;
    const std::lock_guard lock(mutex_);
    const auto times = asked_[std::string(request.target())]++;
    return what == "once" ? times > 0 : times < std::stoul(values[0]);
}

Reply Mutant::instead(const Request& request)
{
    const auto& [where, what, values] = mutation_;
    if (what == "say") return reply(static_cast<unsigned>(std::stoul(values[0])), "{}");
    return reply(static_cast<unsigned>(std::stoul(values[0])), ids_in(request.body()));
}

void Mutant::spoil(Reply& answer)
{
    const auto& [where, what, values] = mutation_;
    if (what == "status") {
        for (std::size_t at = 0; at + 1 < values.size(); at += 2) {
            if (std::to_string(answer.result_int()) != values[at]) continue;
            answer.result(static_cast<unsigned>(std::stoul(values[at + 1])));
            break;
        }
    } else if (what == "drop") {
        answer.erase(values[0]);
    } else if (what == "header") {
        answer.set(values[0], percent_decoded(values[1]));
    } else if (what == "empty" || (what == "empty-refusals" && answer.result_int() >= 400)) {
        answer.body().clear();
    } else if (what == "swap") {
        replace_all(answer.body(), percent_decoded(values[0]), percent_decoded(values[1]));
    } else if (what == "double-parts") {
        answer.body() = with_last_part_twice(answer.body());
    } else if (what == "stale") {
        const std::lock_guard lock(mutex_);
        if (!first_) first_ = std::make_unique<Reply>(answer);
        answer = *first_;
    } else {
        boost::system::error_code failed;
        auto whole = json::parse(answer.body(), failed);
        if (failed) return;
        edit_json(whole, mutation_);
        answer.body() = serialize(whole);
    }
}

// The way of one client's requests to the right server and back.
class Mutant::Connection {
public:
    explicit Connection(Mutant& mutant) : mutant_(mutant) {}

    Reply answer(Request request)
    {
        const bool mutated = !mutant_.mutation_.what.empty() && mutant_.fits(request);
        if (mutated && mutant_.is_hidden(request)) return reply(404, "{}");
        if (mutated && mutant_.spoil(request)) return mutant_.instead(request);
        auto out = passed_on(request);
        if (mutated) mutant_.spoil(out);
        return out;
    }

private:
    void connect()
    {
        socket_ = asio::ip::tcp::socket(context_);
        socket_.connect({asio::ip::address_v4::loopback(), mutant_.right_one_});
        socket_.set_option(asio::ip::tcp::no_delay(true));
        buffer_.clear();
        connected_ = true;
    }

    Reply passed_on(Request request)
    {
        if (!connected_) connect();
        const auto announced = request.find(http::field::content_length);
        const bool huge = announced != request.end() && announced->value().size() > 9;
        request.erase(http::field::transfer_encoding);
        if (!huge) request.erase(http::field::expect);
        const bool has_body = !request.body().empty() || request.count("Content-Length") > 0;
        if (!huge && has_body) request.content_length(request.body().size());
        http::request_serializer<http::string_body> serializer(request);
        boost::system::error_code ignored; // It may answer and hang up before the end.
        http::write(socket_, serializer, ignored);
        http::response_parser<http::string_body> parser;
        parser.body_limit(std::numeric_limits<std::uint64_t>::max());
        parser.skip(request.method() == http::verb::head);
        http::read(socket_, buffer_, parser);
        auto out = parser.release();
        if (!out.keep_alive() || out.need_eof()) connected_ = false;
        return out;
    }

    Mutant& mutant_;
    asio::io_context context_;
    asio::ip::tcp::socket socket_{context_};
    boost::beast::flat_buffer buffer_;
    bool connected_ = false;
};

Mutant::Mutant(std::uint16_t port, std::string_view mutation, std::string authorization)
    : right_one_(port), mutation_(parse_mutation(mutation)),
      authorization_(std::move(authorization)), server_([this] {
          auto connection = std::make_shared<Connection>(*this);
          return [connection](const Request& request) { return connection->answer(request); };
      })
{
}

} // namespace stand_in

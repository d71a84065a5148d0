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

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> out;
    while (true) {
        const auto space = std::min(text.find(' '), text.size());
        out.emplace_back(text.substr(0, space));
        if (space == text.size()) return out;
        text.remove_prefix(space + 1);
    }
}

std::string decoded(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '%' && at + 2 < text.size() && text[at + 1] != 'r';
        if (!escape) {
            out += text[at];
            continue;
        }
        out += static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16));
        at += 2;
    }
    return out;
}

void replace_all(std::string& text, std::string_view a, std::string_view b)
{
    for (auto at = text.find(a); at != text.npos; at = text.find(a, at + b.size()))
        text.replace(at, a.size(), b);
}

std::string with_random(std::string text)
{
    std::array<std::uint8_t, 8> random{};
    base::fill_random(random.data(), random.size());
    replace_all(text, "%r", base::to_hex(random));
    return text;
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

json::value* parent_of(json::value& whole, std::string_view pointer)
{
    boost::system::error_code failed;
    const auto parent = pointer.substr(0, pointer.rfind('/'));
    return whole.find_pointer({parent.data(), parent.size()}, failed);
}

void set(json::value& whole, const std::string& pointer, const std::string& text)
{
    auto value = json::parse(with_random(text));
    if (pointer.empty()) {
        whole = std::move(value);
        return;
    }
    auto* parent = parent_of(whole, pointer);
    const auto key = pointer.substr(pointer.rfind('/') + 1);
    if (parent && parent->is_object()) parent->as_object()[key] = std::move(value);
    if (parent && parent->is_array() && std::stoul(key) < parent->as_array().size())
        parent->as_array()[std::stoul(key)] = std::move(value);
}

void unset(json::value& whole, const std::string& pointer)
{
    auto* parent = parent_of(whole, pointer);
    const auto key = pointer.substr(pointer.rfind('/') + 1);
    if (parent && parent->is_object()) parent->as_object().erase(key);
    if (parent && parent->is_array() && std::stoul(key) < parent->as_array().size()) {
        auto& array = parent->as_array();
        array.erase(array.begin() + static_cast<std::ptrdiff_t>(std::stoul(key)));
    }
}

void sort(json::value& value)
{
    if (auto* array = value.if_array()) {
        for (auto& each : *array)
            sort(each);
    } else if (auto* object = value.if_object()) {
        std::map<std::string, json::value> sorted;
        for (auto& [key, each] : *object) {
            sort(each);
            sorted.emplace(key, each);
        }
        object->clear();
        for (auto& [key, each] : sorted)
            object->emplace(key, each);
    }
}

void edit(json::value& whole, const std::string& what, const std::vector<std::string>& values)
{
    if (what == "set") return set(whole, values[0], values[1]);
    if (what == "unset") return unset(whole, values[0]);
    if (what == "sort") return sort(whole);
    if (what == "lengthen-more") {
        auto* more = whole.is_object() ? whole.as_object().if_contains("more") : nullptr;
        if (more && more->is_string()) more->as_string().append(std::string(3'000, 'x'));
        return;
    }
    const auto& pointer = values.empty() ? "" : values.back();
    boost::system::error_code failed;
    auto* found = whole.find_pointer(pointer, failed);
    auto* array = found ? found->if_array() : nullptr;
    if (!array) return;
    if (what == "reverse") std::reverse(array->begin(), array->end());
    if (what == "first") array->resize(std::min<std::size_t>(array->size(), std::stoul(values[0])));
}

// As if all of it had been done.
std::string ids_in(const std::string& body)
{
    boost::system::error_code failed;
    const auto sent = json::parse(body, failed);
    json::array ids;
    const auto add = [&](const json::value& one) {
        const auto* id = one.is_object() ? one.as_object().if_contains("id") : nullptr;
        ids.push_back(id ? *id : json::value("00000000-0000-4000-8000-000000000000"));
    };
    if (const auto* array = sent.if_array()) {
        for (const auto& one : *array)
            add(one);
    } else {
        add(sent);
    }
    return serialize(ids);
}

std::string with_last_part_twice(const std::string& body)
{
    const auto mark = body.substr(0, body.find("\r\n"));
    const auto end = body.rfind(mark);
    const auto begin = body.rfind(mark, end - 1);
    if (begin == body.npos || end == begin) return body;
    return body.substr(0, end) + body.substr(begin);
}

} // namespace

Mutation parse_mutation(std::string_view text)
{
    static const std::map<std::string, std::size_t> known{
        {"ignore", 1},         {"assume", 2},        {"hide", 1},
        {"claim", 2},          {"as-user", 0},       {"say", 1},
        {"swallow", 1},        {"once", 0},          {"status", 2},
        {"drop", 1},           {"header", 2},        {"set", 2},
        {"unset", 1},          {"reverse", 1},       {"first", 2},
        {"sort", 0},           {"empty", 0},         {"stale", 0},
        {"swap", 2},           {"request-set", 2},   {"reformat", 0},
        {"empty-refusals", 0}, {"lengthen-more", 0}, {"double-parts", 0}};
    Mutation out;
    if (text.empty()) return out;
    if (const auto colon = text.find(": "); colon != text.npos) {
        out.where = words(text.substr(0, colon));
        text.remove_prefix(colon + 2);
    }
    auto all = words(text);
    out.what = all.front();
    out.values.assign(all.begin() + 1, all.end());
    const auto at = known.find(out.what);
    if (at == known.end() || out.values.size() < at->second)
        throw std::logic_error("no mutation: " + std::string(text));
    while (out.what != "status" && out.values.size() > at->second) { // The last one has spaces.
        const auto last = out.values.back();
        out.values.pop_back();
        out.values.back() += ' ' + last;
    }
    return out;
}

bool Mutant::fits(const Request& request) const
{
    const auto path = lrs::split_target(view(request.target())).path;
    const auto parameter = [&](const std::string& name) -> std::optional<std::string> {
        for (const auto& [key, value] : query_of(request)) {
            if (key == name) return decoded(value);
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
                   decoded(view(request.target())).find(rest) != std::string::npos;
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
        replace_all(request.body(), decoded(values[0]), decoded(values[1]));
    } else if (what == "request-set") {
        auto whole = json::parse(request.body());
        set(whole, values[0], values[1]);
        request.body() = serialize(whole);
    }
    return what == "say" || what == "swallow" || what == "once";
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
        answer.set(values[0], decoded(values[1]));
    } else if (what == "empty" || (what == "empty-refusals" && answer.result_int() >= 400)) {
        answer.body().clear();
    } else if (what == "swap") {
        replace_all(answer.body(), decoded(values[0]), decoded(values[1]));
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
        edit(whole, what, values);
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
        if (mutated && mutant_.mutation_.what == "once") {
            const std::lock_guard lock(mutant_.mutex_);
            if (!mutant_.asked_.insert(std::string(request.target())).second)
                return reply(404, "{}");
        } else if (mutated && mutant_.spoil(request)) {
            return mutant_.instead(request);
        }
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

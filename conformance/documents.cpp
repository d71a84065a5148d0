#include "conformance/documents.hpp"

#include <boost/json/serialize.hpp>

#include <deque>

namespace conformance::documents {
namespace {

Says says(const Asks& asks, std::string_view paragraph)
{
    return {asks.level, asks.paragraph.empty() ? paragraph : asks.paragraph};
}

void replace(std::string& text, std::string_view name, std::string_view by)
{
    if (const auto at = text.find(name); at != text.npos) text.replace(at, name.size(), by);
}

} // namespace

Requirement requirement(const Row& row, const Kind& kind)
{
    static std::deque<std::string> mutations;
    auto& mutation = mutations.emplace_back(row.mutation);
    replace(mutation, "{}", kind.resource);
    replace(mutation, "{owner}",
            kind.activity ? "activityId a:b" : R"(agent {"mbox":"mailto:a@b.c"})");
    return {std::string(kind.topic) + "." + std::string(row.what),
            row.title,
            says(row.v1_0_3, kind.paragraph_1_0_3),
            says(row.v2_0_0, kind.paragraph_2_0_0),
            [check = row.check, &kind](Talk& talk) { check(talk, kind); },
            mutation};
}

Document::Document(Talk& talk, const Kind& kind)
    : id("document " + talk.id()), activity(talk.iri()), agent(talk.agent()), talk_(talk),
      kind_(kind)
{
}

Pairs Document::owner() const
{
    Pairs out;
    if (kind_.activity) out.emplace_back("activityId", activity);
    if (kind_.agent) out.emplace_back("agent", serialize(agent));
    if (!registration.empty()) out.emplace_back("registration", registration);
    return out;
}

Pairs Document::name() const
{
    auto out = owner();
    out.emplace_back(kind_.id, id);
    return out;
}

Answer Document::put(const std::string& body, Pairs headers, const std::string& type)
{
    return talk_.send({.method = "PUT",
                       .resource = std::string(kind_.resource),
                       .parameters = name(),
                       .body = body,
                       .type = type,
                       .headers = std::move(headers)});
}

Answer Document::post(const std::string& body, Pairs headers, const std::string& type)
{
    return talk_.send({.method = "POST",
                       .resource = std::string(kind_.resource),
                       .parameters = name(),
                       .body = body,
                       .type = type,
                       .headers = std::move(headers)});
}

void Document::create(const std::string& body, const std::string& type)
{
    put(body, {{"If-None-Match", "*"}}, type).is(204);
}

Answer Document::remove(Pairs headers)
{
    return talk_.send({.method = "DELETE",
                       .resource = std::string(kind_.resource),
                       .parameters = name(),
                       .headers = std::move(headers)});
}

Answer Document::get()
{
    return talk_.get(std::string(kind_.resource), name());
}

Answer Document::list(Pairs more)
{
    auto parameters = owner();
    parameters.insert(parameters.end(), more.begin(), more.end());
    return talk_.get(std::string(kind_.resource), parameters);
}

std::string Document::tag()
{
    return get().is(200).with_header("ETag").header("ETag");
}

void Document::holds(const std::string& body)
{
    get().is(200).with_body(body);
}

Document Document::sibling() const
{
    auto out = *this;
    out.id = "document " + talk_.id();
    return out;
}

void are_apart(Document mine, Document yours)
{
    mine.create("mine", "text/plain");
    yours.get().is(404);
    yours.create("yours", "text/plain");
    mine.holds("mine");
    yours.holds("yours");
}

} // namespace conformance::documents

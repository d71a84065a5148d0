#include "lrs/exports/export_writer.hpp"

#include "base/sha2.hpp"
#include "competency/person_codec.hpp"
#include "competency/person_json.hpp"
#include "lrs/followers/entries.hpp"
#include "lrs/models/model_shelf.hpp"
#include "lrs/persons/person_agent.hpp"
#include "lrs/persons/person_register.hpp"
#include "statements/agent.hpp"
#include "statements/parse.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <set>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using storage::EntryKind;
using storage::LogEntry;

namespace json = boost::json;

// So many of the largest statements may be in memory at a time.
constexpr std::size_t entries_at_once = 64;
constexpr std::uint64_t report_every = 1'000;

Error corrupt(storage::Sequence sequence)
{
    return {ErrorKind::corrupt, "a log entry does not decode: " + std::to_string(sequence)};
}

json::object object_of(const ExportHeader& header)
{
    json::value stored;
    if (header.published.sequence > 0) stored = base::to_string(header.published.stored);
    json::array own;
    for (const auto& identity : header.own)
        own.push_back(statements::agent_of(identity));
    return {{"format", export_format},
            {"tenant", header.tenant},
            {"written", base::to_string(header.written)},
            {"published", {{"sequence", header.published.sequence}, {"stored", std::move(stored)}}},
            {"own", std::move(own)}};
}

json::object object_of(const ModelNote& publication)
{
    json::value at;
    if (publication.at != base::Timestamp{}) at = base::to_string(publication.at);
    return {{"model", publication.model}, {"at", std::move(at)}, {"through", publication.through}};
}

json::object object_of(const competency::Void& kept)
{
    return {{"target", base::to_string(kept.target)},
            {"statement", base::to_string(kept.statement)},
            {"stored", base::to_string(kept.stored)}};
}

class Writer {
public:
    using Report = std::function<void(const storage::Progress&)>;

    Writer(storage::Storage& storage, storage::Tenant tenant, std::ostream& out,
           const Report& report)
        : storage_(storage), tenant_(tenant), out_(out), report_(report)
    {
    }

    Result<ExportFigures> write(ExportHeader header)
    {
        header.published = storage_.log().published(tenant_);
        auto own = own_authorities(storage_.settings());
        if (!own) return own.error();
        header.own = std::move(*own);
        line("export", json::serialize(object_of(header)));
        if (auto done = add_models(); !done) return done.error();
        if (auto done = add_persons(); !done) return done.error();
        if (auto done = add_log(header.published.sequence); !done) return done.error();
        const auto digest = digest_.finish();
        line("end", json::serialize(
                        json::object{{"lines", figures_.lines + 1}, {"sha256", hex_of(digest)}}));
        out_.flush();
        if (auto done = check(); !done) return done.error();
        return figures_;
    }

private:
    Result<> check() const
    {
        if (out_) return {};
        return Error{ErrorKind::invalid, "the export cannot be written: is the disk full?"};
    }

    void line(std::string_view name, std::string_view body,
              std::optional<storage::Sequence> sequence = {})
    {
        line_.assign("{\"").append(name).append("\":").append(body);
        const auto is_end = [](char c) { return c == '\n' || c == '\r'; };
        std::ranges::replace_if(line_, is_end, ' '); // In strings there are none.
        if (sequence) line_.append(sequence_member).append(std::to_string(*sequence));
        line_ += "}\n";
        if (name != "end") digest_.add(line_);
        out_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
        ++figures_.lines;
    }

    Result<> add_models()
    {
        ModelShelf shelf(storage_, tenant_);
        if (auto started = shelf.start(); !started) return started;
        const auto publications = shelf.publications();
        std::set<std::string> written;
        for (const auto& each : publications) {
            if (!written.insert(each.model).second) continue;
            const auto model = shelf.find(each.model);
            if (!model) return model.error();
            line("model", (*model)->document);
        }
        for (const auto& each : publications)
            line("publication", json::serialize(object_of(each)));
        return check();
    }

    Result<> add_persons()
    {
        std::optional<Error> failed;
        const auto take = [&](std::uint64_t number, std::string_view bytes) {
            if (failed || !out_) return;
            const auto entry = competency::decode(bytes);
            if (!entry) {
                failed = entry.error();
                return;
            }
            line("person", competency::to_json(*entry));
            if (++figures_.persons % report_every == 0)
                report_({"entries about persons", number, 0});
        };
        const auto scanned = storage_.registers().scan(tenant_, persons_register, 0, take);
        if (!scanned) return scanned.error();
        if (failed) return *failed;
        return check();
    }

    Result<> add_log(storage::Sequence published)
    {
        storage::Sequence after = 0;
        while (after < published) {
            const auto entries = storage_.log().read(tenant_, after, entries_at_once);
            if (!entries) return entries.error();
            if (entries->empty()) return corrupt(published);
            for (const auto& entry : *entries) {
                if (auto done = add(entry); !done) return done;
            }
            if (auto done = check(); !done) return done;
            after = entries->back().sequence;
            report_({"entries of the log", after, published});
        }
        return {};
    }

    Result<> add(const LogEntry& entry)
    {
        if (entry.kind == EntryKind::erasure) line("erasure", entry.text, entry.sequence);
        if (entry.kind == EntryKind::statement) {
            line("statement", entry.text, entry.sequence);
            ++figures_.statements;
        }
        if (entry.kind != EntryKind::tombstone) return {};
        boost::system::error_code failed;
        const auto tombstone = statements::parse_stored(entry.text, failed);
        if (failed || !tombstone.is_object()) return corrupt(entry.sequence);
        if (const auto kept = kept_void(tombstone))
            line("void", json::serialize(object_of(*kept)), entry.sequence);
        return {};
    }

    storage::Storage& storage_;
    const storage::Tenant tenant_;
    std::ostream& out_;
    const Report& report_;
    ExportFigures figures_;
    std::string line_;
    base::Sha2 digest_ = base::Sha2::of_size(export_digest_bytes).value();
};

} // namespace

Result<ExportFigures> write_export(storage::Storage& storage, storage::Tenant tenant,
                                   ExportHeader header, std::ostream& out,
                                   const std::function<void(const storage::Progress&)>& report)
{
    return Writer(storage, tenant, out, report).write(std::move(header));
}

} // namespace lrs

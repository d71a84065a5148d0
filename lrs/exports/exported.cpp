#include "lrs/exports/exported.hpp"

#include "competency/evidence.hpp"
#include "lrs/exports/export_reader.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using competency::EvidenceRow;

constexpr auto everything = std::numeric_limits<storage::Sequence>::max();

// The evidence of a few, of statements and voids in any order.
class Evidence {
public:
    // Of the log up to `until`. `own`: as competency::extract() takes them.
    Evidence(const competency::Model& model, const competency::Authorities& own,
             const std::vector<std::string>& identities, storage::Sequence until)
        : model_(model), own_(own), identities_(identities.begin(), identities.end()), until_(until)
    {
    }

    void add(const ExportedStatement& statement)
    {
        if (statement.sequence > until_) return;
        if (const auto kept = competency::read_void(statement.value, statement.sequence))
            return add(*kept);
        for (auto& row : competency::extract(model_, statement.text, statement.value,
                                             statement.sequence, own_)) {
            if (identities_.contains(row.identity)) rows_.push_back(std::move(row));
        }
    }

    void add(const competency::Void& kept)
    {
        const auto at = voids_.try_emplace(kept.target, kept.stored).first;
        at->second = std::min(at->second, kept.stored);
    }

    std::vector<EvidenceRow> take()
    {
        for (auto& row : rows_) {
            if (const auto at = voids_.find(row.statement); at != voids_.end())
                row.voided_at = at->second;
        }
        return std::move(rows_);
    }

private:
    const competency::Model& model_;
    const competency::Authorities& own_;
    const std::unordered_set<std::string> identities_;
    const storage::Sequence until_;
    std::vector<EvidenceRow> rows_;
    std::unordered_map<base::Uuid, base::Timestamp> voids_; // By target: the first one's `stored`.
};

class Reading {
public:
    Reading(std::shared_ptr<const competency::Model> model, std::optional<base::Timestamp> known_at,
            const Choose& choose)
        : choose_(choose), known_at_(known_at)
    {
        out_.persons = std::make_unique<competency::Persons>();
        out_.seen.model = std::move(model);
        out_.seen.roles = std::make_shared<competency::Roles>();
    }

    Result<> operator()(const ExportHeader& header)
    {
        own_ = header.own;
        auto& watermark = out_.seen.watermark;
        watermark.sequence = header.published.sequence;
        if (header.published.sequence > 0) watermark.stored = header.published.stored;
        return {};
    }

    Result<> operator()(const std::shared_ptr<const competency::Model>& model)
    {
        models_[model->hash] = model;
        return {};
    }

    Result<> operator()(const ModelNote& publication)
    {
        publications_.push_back(publication);
        if (models_.contains(publication.model)) return {};
        return Error{ErrorKind::invalid, "/publication/model must be one of the models before"};
    }

    Result<> operator()(const competency::PersonEntry& entry)
    {
        const auto taken = out_.persons->append(std::span(&entry, 1));
        if (taken) return {};
        auto error = taken.error();
        if (!error.complaints.empty()) {
            const auto& first = error.complaints.front(); // Its place begins with "/0".
            error.why = "/person" + first.where.substr(2) + " must " + first.expected;
        }
        return error;
    }

    Result<> operator()(const ExportedStatement& statement) { return add(statement); }

    Result<> operator()(const competency::Void& kept) { return add(kept); }

    Result<> operator()(const ExportedErasure&) { return begin(); }

    Result<> operator()(const ExportEnd&)
    {
        if (auto begun = begin(); !begun) return begun;
        out_.seen.rows = evidence_->take();
        return {};
    }

    Exported take() { return std::move(out_); }

private:
    // Behind the persons, before the log.
    Result<> begin()
    {
        if (evidence_) return {};
        auto& seen = out_.seen;
        seen.known = known_now(seen.watermark.stored, publications_);
        auto until = everything;
        if (!seen.model) {
            const auto hash = in_force(publications_, known_at_);
            if (!hash) {
                return Error{ErrorKind::not_found,
                             "there is no competency model in it: name one with --model"};
            }
            seen.model = models_.at(*hash);
            until = last_followed(*hash);
        }
        evidence_ = std::make_unique<Evidence>(*seen.model, own_, choose_(*out_.persons), until);
        return {};
    }

    // A former model has seen no more of the log than was there when the next one came.
    storage::Sequence last_followed(const std::string& hash) const
    {
        storage::Sequence out = 0;
        for (std::size_t at = 0; at < publications_.size(); ++at) {
            if (publications_[at].model != hash) continue;
            const bool last = at + 1 == publications_.size();
            out = last ? everything : std::max(out, publications_[at + 1].through);
        }
        return out;
    }

    template <class Entry>
    Result<> add(const Entry& entry)
    {
        if (auto begun = begin(); !begun) return begun;
        evidence_->add(entry);
        return {};
    }

    Exported out_;
    const Choose& choose_;
    const std::optional<base::Timestamp> known_at_;
    std::map<std::string, std::shared_ptr<const competency::Model>> models_; // By hash.
    std::vector<ModelNote> publications_;
    competency::Authorities own_;
    std::unique_ptr<Evidence> evidence_;
};

} // namespace

Result<Exported> read_export(std::istream& in, std::shared_ptr<const competency::Model> model,
                             std::optional<base::Timestamp> known_at, const Choose& choose)
{
    ExportReader reader(in);
    Reading reading(std::move(model), known_at, choose);
    for (bool ended = false; !ended;) {
        const auto line = reader.next();
        if (!line) return line.error();
        if (const auto taken = std::visit(reading, *line); !taken) {
            if (taken.error().kind == ErrorKind::not_found) return taken.error();
            return reader.fault(taken.error().why);
        }
        ended = std::holds_alternative<ExportEnd>(*line);
    }
    return reading.take();
}

} // namespace lrs

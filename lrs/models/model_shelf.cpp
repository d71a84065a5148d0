#include "lrs/models/model_shelf.hpp"

#include "base/limits.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace lrs {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using Kind = ModelNote::Kind;

constexpr std::string_view name = "models";

struct KindName {
    Kind kind;
    std::string_view name;
};

constexpr std::array<KindName, 4> kinds{{{Kind::drafted, "drafted"},
                                         {Kind::approved, "approved"},
                                         {Kind::published, "published"},
                                         {Kind::withdrawn, "withdrawn"}}};

std::string encode(const ModelNote& note)
{
    json::object out{{"kind", name_of(note.kind)},
                     {"model", note.model},
                     {"by", note.by},
                     {"at", base::to_string(note.at)}};
    if (note.kind == Kind::published) out["through"] = note.through;
    return json::serialize(out);
}

std::optional<std::string> text_in(const json::object& object, std::string_view member)
{
    const auto* value = object.if_contains(member);
    const auto* text = value ? value->if_string() : nullptr;
    if (!text) return std::nullopt;
    return std::string(*text);
}

std::optional<ModelNote> decode(std::string_view bytes)
{
    boost::system::error_code failed;
    const auto value = json::parse(bytes, failed);
    const auto* object = failed ? nullptr : value.if_object();
    if (!object) return std::nullopt;
    const auto kind = text_in(*object, "kind");
    const auto model = text_in(*object, "model");
    const auto by = text_in(*object, "by");
    const auto at =
        base::parse_timestamp(text_in(*object, "at").value_or(""), base::TimestampRules::rfc3339);
    const auto known = std::ranges::find(kinds, kind.value_or(""), &KindName::name);
    if (known == kinds.end() || !model || !by || !at) return std::nullopt;
    ModelNote out{known->kind, *model, *by, *at};
    if (const auto* through = object->if_contains("through")) {
        out.through = through->to_number<std::uint64_t>(failed);
        if (failed) return std::nullopt;
    }
    return out;
}

Error unknown(const std::string& hash)
{
    return {ErrorKind::not_found, "there is no model " + hash};
}

Result<ModelState> state_in(const std::vector<ModelState>& all, const std::string& hash)
{
    const auto found = std::ranges::find(all, hash, &ModelState::hash);
    if (found == all.end()) return unknown(hash);
    return *found;
}

bool has(const ModelState& state, Kind kind, const std::string& by)
{
    return std::ranges::any_of(
        state.notes, [&](const ModelNote& note) { return note.kind == kind && note.by == by; });
}

} // namespace

std::string_view name_of(Kind kind)
{
    return std::ranges::find(kinds, kind, &KindName::kind)->name;
}

std::optional<std::string> in_force(std::span<const ModelNote> publications,
                                    std::optional<base::Timestamp> known_at)
{
    if (publications.empty()) return std::nullopt;
    if (!known_at) return publications.back().model;
    auto out = publications.front().model;
    for (const auto& each : publications) {
        if (each.at <= *known_at) out = each.model;
    }
    return out;
}

base::Timestamp known_now(std::optional<base::Timestamp> stored,
                          std::span<const ModelNote> publications)
{
    const auto known = stored.value_or(storage::system_now());
    return publications.empty() ? known : std::max(known, publications.back().at);
}

ModelShelf::ModelShelf(storage::Storage& storage, storage::Tenant tenant)
    : storage_(storage), tenant_(tenant)
{
}

std::string ModelShelf::document_setting(const std::string& hash) const
{
    return "model/" + std::to_string(static_cast<std::uint32_t>(tenant_)) + '/' + hash;
}

Result<> ModelShelf::start()
{
    const std::lock_guard lock(mutex_);
    if (auto read = read_again(); !read) return read;
    return take_former_setting();
}

Result<> ModelShelf::read_again()
{
    std::vector<ModelNote> notes;
    bool damaged = false;
    const auto scanned =
        storage_.registers().scan(tenant_, name, 0, [&](std::uint64_t, std::string_view entry) {
            auto note = decode(entry);
            damaged = damaged || !note;
            if (note) notes.push_back(std::move(*note));
        });
    if (!scanned) return scanned.error();
    if (damaged) return Error{ErrorKind::corrupt, "the register of models does not decode"};
    notes_ = std::move(notes);
    return {};
}

// Earlier programs kept the model in force alone, without saying since when.
Result<> ModelShelf::take_former_setting()
{
    const auto setting = "model/" + std::to_string(static_cast<std::uint32_t>(tenant_));
    const auto document = storage_.settings().get(setting);
    if (!document) return document.error();
    if (!*document) return {};
    if (notes_.empty()) {
        const auto model = competency::parse_model(**document);
        if (!model) return model.error();
        if (auto kept = keep_document(**model); !kept) return kept;
        if (auto kept = keep({Kind::published, (*model)->hash, "", {}, 0}); !kept) return kept;
    }
    return storage_.settings().remove(setting);
}

Result<> ModelShelf::keep_document(const competency::Model& model)
{
    return storage_.settings().put(document_setting(model.hash), model.document);
}

Result<> ModelShelf::keep(const ModelNote& note)
{
    const std::array entries{encode(note)};
    const auto kept = storage_.registers().append(tenant_, name, entries, notes_.size());
    if (!kept) {
        // It may be there or not: only the store knows.
        if (auto again = read_again(); !again) return again;
        return kept.error();
    }
    notes_.push_back(note);
    return {};
}

std::vector<ModelState> ModelShelf::states() const
{
    std::vector<ModelState> out;
    std::string in_force;
    for (const auto& note : notes_) {
        auto known = std::ranges::find(out, note.model, &ModelState::hash);
        if (note.kind == Kind::withdrawn) {
            if (known != out.end()) out.erase(known);
            continue;
        }
        if (known == out.end()) known = out.insert(out.end(), ModelState{note.model, {}});
        known->notes.push_back(note);
        if (note.kind != Kind::published) continue;
        known->was_in_force = true;
        in_force = note.model;
    }
    for (auto& each : out)
        each.in_force = each.hash == in_force;
    return out;
}

std::vector<ModelState> ModelShelf::list() const
{
    const std::lock_guard lock(mutex_);
    return states();
}

std::optional<ModelState> ModelShelf::state(const std::string& hash) const
{
    auto found = state_in(list(), hash);
    if (!found) return std::nullopt;
    return std::move(*found);
}

Result<> ModelShelf::draft(const Shared& model, const std::string& by)
{
    const std::lock_guard lock(mutex_);
    const auto all = states();
    if (state_in(all, model->hash)) return {};
    if (all.size() >= limits::models_kept) {
        return Error{ErrorKind::too_large, "there are " + std::to_string(limits::models_kept) +
                                               " models; drafts can be withdrawn"};
    }
    if (auto kept = keep_document(*model); !kept) return kept;
    return keep({Kind::drafted, model->hash, by, storage::system_now(), 0});
}

Result<> ModelShelf::approve(const std::string& hash, const std::string& by)
{
    const std::lock_guard lock(mutex_);
    const auto found = state_in(states(), hash);
    if (!found) return found.error();
    if (found->was_in_force)
        return Error{ErrorKind::conflict,
                     "this model has been in force: there is nothing to approve"};
    if (has(*found, Kind::drafted, by))
        return Error{ErrorKind::conflict, "who has drafted a model cannot approve it"};
    if (has(*found, Kind::approved, by)) return {};
    return keep({Kind::approved, hash, by, storage::system_now(), 0});
}

Result<> ModelShelf::withdraw(const std::string& hash, const std::string& by)
{
    const std::lock_guard lock(mutex_);
    const auto found = state_in(states(), hash);
    if (!found) return found.error();
    if (found->was_in_force)
        return Error{ErrorKind::conflict,
                     "what has been in force is kept: answers of then need it"};
    if (auto kept = keep({Kind::withdrawn, hash, by, storage::system_now(), 0}); !kept) return kept;
    read_.erase(hash);
    return storage_.settings().remove(document_setting(hash));
}

Result<> ModelShelf::publish(const Shared& model, const std::string& by, base::Timestamp at,
                             storage::Sequence through)
{
    const std::lock_guard lock(mutex_);
    if (auto kept = keep_document(*model); !kept) return kept;
    if (auto kept = keep({Kind::published, model->hash, by, at, through}); !kept) return kept;
    read_[model->hash] = model;
    return {};
}

Result<ModelShelf::Shared> ModelShelf::find(const std::string& hash) const
{
    const std::lock_guard lock(mutex_);
    if (const auto known = read_.find(hash); known != read_.end()) return known->second;
    if (const auto known = state_in(states(), hash); !known) return known.error();
    const auto document = storage_.settings().get(document_setting(hash));
    if (!document) return document.error();
    if (!*document) return Error{ErrorKind::corrupt, "the document of a model is missing: " + hash};
    auto model = competency::parse_model(**document);
    if (!model) return model.error();
    read_[hash] = *model;
    return *model;
}

std::vector<ModelNote> ModelShelf::publications() const
{
    const std::lock_guard lock(mutex_);
    std::vector<ModelNote> out;
    std::ranges::copy_if(notes_, std::back_inserter(out),
                         [](const ModelNote& note) { return note.kind == Kind::published; });
    return out;
}

std::optional<std::string> ModelShelf::in_force(std::optional<base::Timestamp> known_at) const
{
    return lrs::in_force(publications(), known_at);
}

} // namespace lrs

// The competency models of one tenant: drafts, who approved them, and which one was in force when.
//
// Operation    What happens to a model is an entry of the store's register "models"; its document
// is
//              a setting named after its hash. Nothing is forgotten but drafts that are withdrawn.
//              An answer that is asked for as known at K is computed by the model that was in force
//              at K.
// Concurrency  Any thread may call anything. What changes something blocks on the disk.
// Limits       limits::models_kept
#pragma once

#include "base/error.hpp"
#include "base/timestamp.hpp"
#include "competency/model.hpp"
#include "storage/storage.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lrs {

struct ModelNote {
    enum class Kind { drafted, approved, published, withdrawn };
    Kind kind = Kind::drafted;
    std::string model; // Its hash.
    std::string by;    // Empty: by the operator of this machine, or not known.
    base::Timestamp at;
    storage::Sequence through = 0; // Published: how far the log went that its forerunner knew.
};

std::string_view name_of(ModelNote::Kind kind);

// The hash of the model by which what was known then is judged; before the first one was there,
// that one. Empty time: now. Empty answer: none was ever published.
std::optional<std::string> in_force(std::span<const ModelNote> publications,
                                    std::optional<base::Timestamp> known_at);

// What knownAt is when nobody asks for a time: the newest statement's `stored`, or a model that has
// come into force since. Without any statement: now.
base::Timestamp known_now(std::optional<base::Timestamp> stored,
                          std::span<const ModelNote> publications);

// What became of one model, its notes in order.
struct ModelState {
    std::string hash;
    std::vector<ModelNote> notes;
    bool in_force = false;
    bool was_in_force = false;
};

class ModelShelf {
public:
    using Shared = std::shared_ptr<const competency::Model>;

    ModelShelf(storage::Storage& storage, storage::Tenant tenant);

    // Reads what is kept. corrupt: it does not decode.
    base::Result<> start();

    // A draft that is there already stays as it is.
    //   too_large  there are limits::models_kept
    base::Result<> draft(const Shared& model, const std::string& by);
    //   not_found  conflict: who has drafted or approved it cannot approve it, nor can anybody one
    //              that has been in force
    base::Result<> approve(const std::string& hash, const std::string& by);
    //   not_found  conflict: it is or was in force
    base::Result<> withdraw(const std::string& hash, const std::string& by);
    // It is in force from `at` on.
    base::Result<> publish(const Shared& model, const std::string& by, base::Timestamp at,
                           storage::Sequence through);

    // not_found
    base::Result<Shared> find(const std::string& hash) const;
    // By the order of their first notes.
    std::vector<ModelState> list() const;
    std::optional<ModelState> state(const std::string& hash) const;
    // Every time that a model came into force, in order.
    std::vector<ModelNote> publications() const;
    // Of these.
    std::optional<std::string> in_force(std::optional<base::Timestamp> known_at) const;

private:
    base::Result<> read_again();
    base::Result<> take_former_setting();
    base::Result<> keep(const ModelNote& note);
    base::Result<> keep_document(const competency::Model& model);
    std::vector<ModelState> states() const;
    std::string document_setting(const std::string& hash) const;

    storage::Storage& storage_;
    const storage::Tenant tenant_;
    mutable std::mutex mutex_;
    std::vector<ModelNote> notes_;
    mutable std::map<std::string, Shared> read_; // Those that were asked for.
};

} // namespace lrs

// Who may call: keys with salted hashes of their secrets.
//
// Operation    Loaded from the settings once ("credential/<key>", JSON), kept in memory. A secret
//              that was proved is remembered as a keyed hash, so that the slow hash is computed
//              once per credential and run; a wrong one is remembered for a while too. What is
//              changed, disabled, rotated or removed is so for the next request.
// Concurrency  Any thread may call anything. check() and remembered() suit network threads, the
//              rest block: on the disk, on the slow hash, or on both.
// Limits       The slow hashes have a thread of their own with a bounded queue: who guesses
//              secrets can keep others waiting for their first answer, but not for storage.
// Secrecy      An unknown key, a wrong secret and a disabled credential take the same time and
//              get the same answer. Secrets are never stored.
#pragma once

#include "base/digest.hpp"
#include "base/error.hpp"
#include "lrs/auth/basic.hpp"
#include "lrs/auth/credential.hpp"
#include "lrs/auth/credential_record.hpp"
#include "lrs/offload.hpp"
#include "storage/settings.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace lrs {

// 1 to 128 bytes of UTF-8, no colon and no control characters; not like those of launches and
// of persons' links.
bool is_credential_key(std::string_view text);

struct KnownCredential {
    std::shared_ptr<const Credential> credential;
    bool enabled = true;
};

// What is empty stays as it is.
struct CredentialChange {
    std::optional<std::string> title{};
    std::optional<std::uint32_t> scopes{};
    std::optional<std::string> authority{};
    std::optional<bool> lenient{};
    std::optional<Rate> rate{};
    std::optional<bool> enabled{};
};

class Credentials {
public:
    using Checked = base::Result<std::shared_ptr<const Credential>>;

    explicit Credentials(storage::Settings& settings);

    // Before the first call of anything else. `corrupt`: what is stored does not decode.
    base::Result<> load();

    // Replaces one of the same key; of the same tenant, it takes over when that was created and
    // what it was used for. `authority` is the JSON object of an agent.
    base::Result<> add(Credential credential, std::string_view secret);

    // Empty in `credential.key`: a key is made up. The secret is told once, here.
    base::Result<KeyAndSecret> create_random(Credential credential);

    // By key. Empty: there is none.
    std::optional<KnownCredential> find(std::string_view key) const;
    std::vector<KnownCredential> list() const;

    // These fail with not_found when there is no such key.
    base::Result<> update(std::string_view key, const CredentialChange& change);
    base::Result<> set_enabled(std::string_view key, bool enabled);
    base::Result<KeyAndSecret> rotate(std::string_view key); // The new secret, told once.
    base::Result<> remove(std::string_view key);

    bool empty() const;

    // Writes down what they were used for, if that has changed.
    base::Result<> keep_usage();

    // Slow hashes under way or waiting, for metrics.
    std::size_t checking() const { return slow_.load(Urgency::usual); }

    // The value of an Authorization header. Empty: only check() can tell.
    std::optional<Checked> remembered(std::string_view authorization) const;

    // unauthorized, or busy when too many wait for their slow hash.
    asio::awaitable<Checked> check(std::string authorization);

private:
    using Record = CredentialRecord;

    struct Hash {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    base::Hash128 tag(const KeyAndSecret& given) const;
    std::optional<Checked> remembered(const KeyAndSecret& given) const;
    Checked check_slowly(const KeyAndSecret& given);
    base::Result<> load_usage();
    std::optional<Record> record_of(std::string_view key) const;

    // These are called under changing_.
    base::Result<> check_room(const Credential& added) const;
    base::Result<> keep(Record record);

    storage::Settings& settings_;
    const base::Hash128 process_key_;
    std::mutex changing_;    // Held from reading to storing, on the disk too. Taken before mutex_.
    std::string kept_usage_; // Under changing_.
    mutable std::shared_mutex mutex_; // Held for look-ups only, never during a hash.
    std::unordered_map<std::string, Record, Hash, std::equal_to<>> records_;
    std::unordered_set<std::string, Hash, std::equal_to<>> refused_; // Tags.
    Offload slow_{1, limits::secret_checks};
};

} // namespace lrs

// A credential as it is stored: the setting "credential/<key>", JSON. A file format: members may
// be added, with a meaning for their absence, and none may change its own.
//
//   {"salt": base64, "hash": base64, "iterations": n, "tenant": n, "scopes": [name],
//    "authority": JSON as a text, "enabled": bool,
//    "title": text, "lenient": bool, "created": timestamp}
//
// The last three came later: without them the title is empty, lenient is false, and when it was
// created is not known.
#pragma once

#include "base/digest.hpp"
#include "base/error.hpp"
#include "lrs/auth/credential.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lrs {

struct CredentialRecord {
    std::string salt;
    base::Sha256 hash{}; // PBKDF2 of the secret.
    unsigned iterations = 0;
    bool enabled = true;
    std::shared_ptr<const Credential> credential;
    std::optional<base::Hash128> proved{}; // Of the run, not stored: the tag of the right secret.
};

// Salts and hashes a secret. Slow by design.
CredentialRecord sealed(std::string_view secret);

// Without a credential. To check a secret against it costs the same work.
CredentialRecord nobodys_record();

std::string encode(const CredentialRecord& record);

// corrupt: it does not decode.
base::Result<CredentialRecord> decode_credential(std::string_view key, std::string_view text);

} // namespace lrs

// SHA-2 (FIPS 180-4) of bytes that come in pieces.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace base {

class Sha2 {
public:
    // By the size of the digest: 28, 32, 48 or 64 bytes. Empty: there is no such SHA-2.
    static std::optional<Sha2> of_size(std::size_t bytes);

    void add(std::string_view bytes);

    // The digest's bytes. The last call.
    std::string finish();

private:
    struct Free {
        void operator()(void* context) const;
    };

    std::unique_ptr<void, Free> context_;
};

} // namespace base

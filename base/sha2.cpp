#include "base/sha2.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace base {
namespace {

// Fetched once: OpenSSL 3 searches its providers at every use of EVP_sha256().
const EVP_MD* fetched(const char* name)
{
    const auto* const algorithm = EVP_MD_fetch(nullptr, name, nullptr);
    if (!algorithm) throw std::runtime_error(std::string("OpenSSL offers no ") + name);
    return algorithm;
}

// Null: there is none.
const EVP_MD* algorithm_of(std::size_t bytes)
{
    static const std::pair<std::size_t, const EVP_MD*> family[] = {
        {28, fetched("SHA224")},
        {32, fetched("SHA256")},
        {48, fetched("SHA384")},
        {64, fetched("SHA512")},
    };
    const auto* found =
        std::ranges::find(family, bytes, &std::pair<std::size_t, const EVP_MD*>::first);
    return found == std::end(family) ? nullptr : found->second;
}

EVP_MD_CTX* context_of(const auto& context)
{
    return static_cast<EVP_MD_CTX*>(context.get());
}

void require(int done)
{
    if (done != 1) throw std::runtime_error("OpenSSL computes no digest");
}

} // namespace

void Sha2::Free::operator()(void* context) const
{
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context));
}

std::optional<Sha2> Sha2::of_size(std::size_t bytes)
{
    const auto* algorithm = algorithm_of(bytes);
    if (!algorithm) return std::nullopt;
    Sha2 out;
    out.context_.reset(EVP_MD_CTX_new());
    require(EVP_DigestInit_ex(context_of(out.context_), algorithm, nullptr));
    return out;
}

void Sha2::add(std::string_view bytes)
{
    require(EVP_DigestUpdate(context_of(context_), bytes.data(), bytes.size()));
}

std::string Sha2::finish()
{
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    require(EVP_DigestFinal_ex(context_of(context_), reinterpret_cast<unsigned char*>(out.data()),
                               &size));
    out.resize(size);
    return out;
}

} // namespace base

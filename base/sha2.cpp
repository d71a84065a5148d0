#include "base/sha2.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace base {
namespace {

const char* name_of(std::size_t bytes)
{
    switch (bytes) {
    case 28: return "SHA224";
    case 32: return "SHA256";
    case 48: return "SHA384";
    case 64: return "SHA512";
    default: return nullptr;
    }
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
    const auto* name = name_of(bytes);
    if (!name) return std::nullopt;
    Sha2 out;
    out.context_.reset(EVP_MD_CTX_new());
    auto* algorithm = EVP_MD_fetch(nullptr, name, nullptr);
    const auto begun = EVP_DigestInit_ex(context_of(out.context_), algorithm, nullptr);
    EVP_MD_free(algorithm);
    require(begun);
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

#include "lrs/origins.hpp"

#include "lrs/forwarded.hpp"

namespace lrs {

bool is_origin(std::string_view url)
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (url.starts_with(scheme)) return is_authority(url.substr(scheme.size()));
    }
    return false;
}

} // namespace lrs

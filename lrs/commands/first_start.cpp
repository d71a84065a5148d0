#include "lrs/commands/first_start.hpp"

#include "lrs/auth/administration.hpp"
#include "lrs/commands/commands.hpp"
#include "statements/parse.hpp"
#include "statements/validate.hpp"

#include <boost/json.hpp>

#include <iostream>

namespace lrs {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

Result<std::string> authority_of(const Config& config, const std::string& key,
                                 const std::optional<std::string>& given)
{
    if (!given) return default_authority(config.base_url, key);
    const auto value = statements::parse(*given);
    if (!value) return Error{ErrorKind::invalid, "--bootstrap-authority: " + value.error().why};
    auto complaints = statements::validate_authority(*value, statements::Version::v1_0_3);
    if (!complaints.empty()) {
        return Error{ErrorKind::invalid, "--bootstrap-authority is no authority", "",
                     std::move(complaints)};
    }
    return serialize(*value);
}

} // namespace

Result<std::optional<KeyAndSecret>> first_start(const Config& config,
                                                const std::optional<std::string>& credential,
                                                const std::optional<std::string>& authority,
                                                Credentials& credentials)
{
    Credential everything{"", default_tenant, static_cast<std::uint32_t>(Scope::admin), ""};
    if (credential) {
        const auto colon = credential->find(':');
        if (colon == 0 || colon == credential->npos || colon + 1 == credential->size())
            return Error{ErrorKind::invalid, "--bootstrap-credential must be KEY:SECRET"};
        everything.key = credential->substr(0, colon);
        auto agent = authority_of(config, everything.key, authority);
        if (!agent) return agent.error();
        everything.authority = std::move(*agent);
        const auto secret = credential->substr(colon + 1);
        if (auto added = credentials.add(std::move(everything), secret); !added)
            return added.error();
        return std::optional<KeyAndSecret>{};
    }
    if (!credentials.empty()) return std::optional<KeyAndSecret>{};
    std::array<std::uint8_t, 8> random;
    base::fill_random(random.data(), random.size());
    everything.key = base::to_hex(random);
    auto agent = authority_of(config, everything.key, authority);
    if (!agent) return agent.error();
    everything.authority = std::move(*agent);
    auto made = credentials.create_random(std::move(everything));
    if (!made) return made.error();
    return std::optional(std::move(*made));
}

void greet(const Config& config, std::uint16_t port, const std::optional<KeyAndSecret>& made,
           std::ostream& out)
{
    const std::string scheme = config.tls ? "https://" : "http://";
    const auto url = scheme + to_string(Endpoint{config.listen.host, port});
    out << "lrs serves " << url << "/xapi (data: " << config.data.string() << ")\n";
    if (made) {
        const auto user = "-u " + made->key + ':' + made->secret;
        out << "\nA credential that may do everything. Its secret is not stored and not shown "
               "again:\n  key    "
            << made->key << "\n  secret " << made->secret
            << "\n\nSend statements, query them, and ask what a person holds:\n"
               "  curl -s "
            << user << " -H 'X-Experience-API-Version: 1.0.3' -H 'Content-Type: application/json' "
            << url << "/xapi/statements --data-binary @samples/statements/moodle-logstore.json\n"
            << "  curl -s " << user << " -H 'X-Experience-API-Version: 1.0.3' '" << url
            << "/xapi/statements?limit=1'\n"
            << "  curl -s " << user << " -G " << url
            << "/api/v1/attainment --data-urlencode "
               "'agent={\"mbox\":\"mailto:mira.kessler@musterstadt.example\"}'\n";
    }
    out << std::flush;
}

int complain(std::string_view why)
{
    std::cerr << "lrs: " << why << '\n';
    return 2;
}

} // namespace lrs

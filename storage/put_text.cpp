#include "storage/put_text.hpp"

namespace storage {

Result<Committed> put_text(StatementStore& store, Tenant tenant, std::string_view authority,
                           std::string_view body, bool defines)
{
    statements::Acceptance acceptance{statements::Version::v2_0_0, authority, store.key(),
                                      base::random_uuid};
    acceptance.defines = defines;
    auto batch = statements::prepare(body, acceptance);
    if (!batch) return batch.error();
    return store.put(tenant, std::move(*batch));
}

} // namespace storage

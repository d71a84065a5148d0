#include "lrs/put_statements.hpp"

namespace lrs {

base::Result<storage::Committed> put_statements(storage::StatementStore& store,
                                                storage::Tenant tenant, std::string_view authority,
                                                std::string_view body)
{
    const statements::Acceptance acceptance{statements::Version::v2_0_0, authority, store.key(),
                                            base::random_uuid};
    auto batch = statements::prepare(body, acceptance);
    if (!batch) return batch.error();
    return store.put(tenant, std::move(*batch));
}

} // namespace lrs

// The documents of ADL's profile of xAPI for SCORM (content/scorm_documents.hpp) in the store,
// where the State and profile resources serve them.
//
// Threads    Any; calls block.
// Errors     of storage. busy: others keep changing one of them.
#pragma once

#include "content/scorm_documents.hpp"
#include "storage/document_store.hpp"

#include <vector>

namespace courses {

class AttemptDocuments {
public:
    AttemptDocuments(storage::DocumentStore& store, storage::Tenant tenant)
        : store_(store), tenant_(tenant)
    {
    }

    // Writes those that are not stored so already. `begins`: the attempt is added to the SCO's.
    base::Result<> write(const content::Attempt& where,
                         const std::vector<content::Document>& documents, bool begins);

private:
    base::Result<bool> try_to_write(const content::Attempt& where,
                                    const std::vector<content::Document>& documents, bool begins);

    storage::DocumentStore& store_;
    const storage::Tenant tenant_;
};

} // namespace courses

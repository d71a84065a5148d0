// A storage over another one whose disk fails at the n-th write, and from then on: for tests of
// what a crash leaves.
#pragma once

#include "storage/storage.hpp"

#include <memory>

namespace support {

enum class Failure {
    before, // Nothing of the write is there.
    after,  // It is there, and nobody is told.
};

class FailingStorage final : public storage::Storage {
public:
    explicit FailingStorage(storage::Storage& inner);
    ~FailingStorage() override;

    // Counted from now on, from 1.
    void fail_at(int write, Failure how);
    void work_again();
    bool has_failed() const;

    storage::StatementStore& statements() override;
    storage::DocumentStore& documents() override;
    storage::RecordStore& records() override;

    storage::ActivityStore& activities() override { return inner_.activities(); }

    storage::AttachmentStore& attachments() override { return inner_.attachments(); }

    storage::Log& log() override { return inner_.log(); }

    storage::ProjectionStore& projections() override { return inner_.projections(); }

    storage::RegisterStore& registers() override { return inner_.registers(); }

    storage::Settings& settings() override { return inner_.settings(); }

    storage::FileStore& files() override { return inner_.files(); }

    std::string trouble() const override { return inner_.trouble(); }

    storage::Statistics statistics() const override { return inner_.statistics(); }

private:
    struct Stores;

    storage::Storage& inner_;
    std::unique_ptr<Stores> stores_;
};

} // namespace support

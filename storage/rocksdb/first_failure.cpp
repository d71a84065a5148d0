#include "storage/rocksdb/first_failure.hpp"

namespace storage::rocks {

using base::Error;
using base::ErrorKind;

void FirstFailure::tell(const ::rocksdb::Status& status)
{
    if (status.IsNoSpace()) {
        tell(Error{ErrorKind::full, "the disk is full: nothing is written until there is room "
                                    "again; free some space or enlarge the disk, no restart is "
                                    "needed"});
    } else {
        tell(Error{ErrorKind::busy, "the disk failed, nothing is written until it works again: " +
                                        status.ToString()});
    }
}

void FirstFailure::tell(const Error& error)
{
    {
        const std::lock_guard lock(mutex_);
        if (error_) return;
        error_ = error;
        if (error.kind != ErrorKind::full) error_->kind = ErrorKind::busy;
    }
    if (told_) told_();
}

std::optional<Error> FirstFailure::error() const
{
    const std::lock_guard lock(mutex_);
    return error_;
}

void FirstFailure::OnBackgroundError(::rocksdb::BackgroundErrorReason, ::rocksdb::Status* error)
{
    tell(*error);
}

void FirstFailure::OnErrorRecoveryBegin(::rocksdb::BackgroundErrorReason, ::rocksdb::Status error,
                                        bool* automatically)
{
    error.PermitUncheckedError();
    *automatically = false;
}

} // namespace storage::rocks

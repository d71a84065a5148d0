// What must follow from one row: the row of its id, its references, what it voids, its terms by
// reference.
#pragma once

#include "storage/rocksdb/inspection.hpp"
#include "storage/rocksdb/tail.hpp"

#include <boost/json/value.hpp>

#include <memory>

namespace storage::rocks {

class CheckStatement {
public:
    explicit CheckStatement(const Inspection& inspection) : inspection_(inspection) {}

    struct Seen {
        bool found_by_id = false;
        bool defines = false;
    };

    Result<Seen> statement(Tenant tenant, Sequence sequence,
                           const boost::json::value& statement) const;
    Result<> tombstone(Tenant tenant, const boost::json::value& tombstone) const;

private:
    struct Place {
        Tenant tenant;
        Sequence sequence;
        Uuid id;
    };

    Result<IdRow> right_row(const Place& place, const IdRow& found, bool voiding) const;
    Result<Seen> check_id(const Place& place, bool voiding) const;
    Result<> check_reference(const Place& place, const Uuid& target, bool voids) const;
    Result<> check_target(Tenant tenant, const Uuid& target, IdRow::Flags flag) const;
    Result<> check_inherited(const Place& place, const Uuid& target) const;

    const Inspection& inspection_;
    std::shared_ptr<const Tail> no_tail_ = std::make_shared<Tail>();
};

} // namespace storage::rocks

// Registers: entries that are added one behind the other and never change. Who belongs to which
// identifier and unit, who has which voucher: what is no statement, and must be told as it was
// known at any time.
//
// A register is a named list of one tenant. Its entries are numbered from 1 without gaps; what they
// say is the business of whoever writes them. append() is durable when it returns.
#pragma once

#include "base/error.hpp"
#include "storage/tenant.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace storage {

class RegisterStore {
public:
    virtual ~RegisterStore() = default;
    RegisterStore(const RegisterStore&) = delete;
    RegisterStore& operator=(const RegisterStore&) = delete;

    // Adds all of them or none, behind the entry `after`, which is the last one that the caller
    // has seen (0: none); answers the number of the last one then. Of those who call at one time
    // only one has seen everything.
    //   conflict   there are others behind `after` by now
    //   too_large  an entry has more than limits::register_entry_bytes, or there are more than
    //              limits::register_entries_at_once at once
    virtual base::Result<std::uint64_t> append(Tenant tenant, std::string_view name,
                                               std::span<const std::string> entries,
                                               std::uint64_t after) = 0;

    // Those behind `after`, in order.
    using Visit = std::function<void(std::uint64_t number, std::string_view entry)>;
    virtual base::Result<> scan(Tenant tenant, std::string_view name, std::uint64_t after,
                                const Visit& visit) const = 0;

protected:
    RegisterStore() = default;
};

// What append() refuses whatever the backend. Success: nothing.
base::Result<> check_entries(std::span<const std::string> entries);
base::Error changed_meanwhile();

} // namespace storage

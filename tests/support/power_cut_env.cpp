#include "tests/support/power_cut_env.hpp"

#include "tests/support/power_cut_disk.hpp"

namespace support {

PowerCutEnv::PowerCutEnv()
    : memory_(rocksdb::NewMemEnv(rocksdb::Env::Default())),
      disk_(std::make_shared<PowerCutDisk>(memory_->GetFileSystem())),
      env_(rocksdb::NewCompositeEnv(disk_))
{
}

PowerCutEnv::~PowerCutEnv() = default;

void PowerCutEnv::strike(Fault fault, std::uint64_t call)
{
    disk_->strike(fault, call);
}

bool PowerCutEnv::has_struck() const
{
    return disk_->has_struck();
}

void PowerCutEnv::repair()
{
    disk_->repair();
}

void PowerCutEnv::restart(const Survivors& survivors)
{
    disk_->restart(survivors);
}

} // namespace support

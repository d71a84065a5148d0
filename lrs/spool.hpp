// A body too large for memory, in a file while it is looked at.
//
// One thread at a time; everything blocks. The file has no name: it goes with this object, also
// when the process ends as it must not.
#pragma once

#include "content/byte_source.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace lrs {

class Spool final : public content::ByteSource {
public:
    // In this folder, which is made when it is not there.
    static base::Result<std::unique_ptr<Spool>> open(const std::filesystem::path& folder);
    ~Spool() override;
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    // Behind what is there.  full: the disk has no room
    base::Result<> add(std::string_view bytes);

    std::uint64_t size() const override { return size_; }

    base::Result<std::size_t> read(std::uint64_t offset,
                                   std::span<char> into) const noexcept override;

private:
    explicit Spool(int file) : file_(file) {}

    const int file_;
    std::uint64_t size_ = 0;
};

} // namespace lrs

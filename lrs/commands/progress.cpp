#include "lrs/commands/progress.hpp"

#include <iostream>
#include <unistd.h>

namespace lrs {
namespace {

using namespace std::chrono_literals;

constexpr auto on_terminal = 200ms;
constexpr auto otherwise = 5s;

} // namespace

ProgressLine::ProgressLine(std::string subject)
    : subject_(std::move(subject)), terminal_(isatty(STDERR_FILENO) == 1),
      due_(std::chrono::steady_clock::now() + (terminal_ ? on_terminal : otherwise))
{
}

ProgressLine::~ProgressLine()
{
    if (width_ > 0) std::cerr << '\r' << std::string(width_, ' ') << '\r' << std::flush;
}

void ProgressLine::show(std::string_view what, std::uint64_t done, std::uint64_t total)
{
    const auto now = std::chrono::steady_clock::now();
    if (now < due_) return;
    due_ = now + (terminal_ ? on_terminal : otherwise);
    auto line = subject_ + ": " + grouped(done);
    if (total > 0) line += " of " + grouped(total);
    line += ' ';
    line += what;
    if (!terminal_) {
        std::cerr << line << std::endl;
        return;
    }
    const auto width = line.size();
    if (line.size() < width_) line.append(width_ - line.size(), ' ');
    width_ = width;
    std::cerr << '\r' << line << std::flush;
}

std::string grouped(std::uint64_t number)
{
    auto out = std::to_string(number);
    for (auto at = out.size(); at > 3; at -= 3)
        out.insert(at - 3, 1, ',');
    return out;
}

std::string bytes_text(std::uint64_t bytes)
{
    constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    auto tenths = bytes * 10;
    for (; tenths >= 10'000 && unit + 1 < std::size(units); ++unit)
        tenths /= 1'000;
    auto out = grouped(tenths / 10);
    if (unit > 0) out += '.' + std::to_string(tenths % 10);
    return out + ' ' + units[unit];
}

} // namespace lrs

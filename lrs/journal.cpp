#include "lrs/journal.hpp"

#include "base/limits.hpp"
#include "base/thread.hpp"
#include "base/utf8.hpp"
#include "storage/storage.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace lrs {
namespace {

constexpr std::string_view names[] = {"error", "warning", "info"};

std::string line_of(Level level, const boost::json::object& fields)
{
    boost::json::object out{{"time", base::to_string(storage::system_now())},
                            {"level", to_string(level)}};
    out.insert(fields.begin(), fields.end());
    return boost::json::serialize(out) + '\n';
}

} // namespace

std::string_view to_string(Level level)
{
    return names[static_cast<std::size_t>(level)];
}

std::optional<Level> level_named(std::string_view name)
{
    const auto at = std::ranges::find(names, name);
    if (at == std::end(names)) return std::nullopt;
    return static_cast<Level>(at - std::begin(names));
}

Journal::Journal(std::ostream& out, Level level)
    : out_(out), level_(level), thread_([this] { run(); })
{
}

Journal::~Journal()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Journal::write(Level level, boost::json::object fields)
{
    if (!writes(level)) return;
    auto line = line_of(level, fields);
    {
        const std::lock_guard lock(mutex_);
        if (lines_.size() >= limits::journal_lines ||
            bytes_ + line.size() > limits::journal_bytes) {
            ++dropped_;
            return;
        }
        bytes_ += line.size();
        lines_.push_back(std::move(line));
    }
    changed_.notify_all();
}

void Journal::write(Level level, std::string_view event, std::string_view why)
{
    write(level, boost::json::object{{"event", event}, {"why", base::as_utf8(why)}});
}

void Journal::flush()
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return lines_.empty() && !writing_ && told_ == dropped_; });
}

std::uint64_t Journal::dropped() const
{
    const std::lock_guard lock(mutex_);
    return dropped_;
}

void Journal::run()
{
    base::name_this_thread("log");
    std::vector<std::string> lines;
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return ending_ || !lines_.empty(); });
        if (lines_.empty()) return;
        lines.swap(lines_);
        bytes_ = 0;
        const auto lost = dropped_ - std::exchange(told_, dropped_);
        writing_ = true;
        lock.unlock();
        for (const auto& line : lines)
            out_ << line;
        if (lost > 0) {
            out_ << line_of(Level::warning, {{"event", "log lines dropped"}, {"lines", lost}});
        }
        out_.flush();
        out_.clear(); // A full disk today need not be full tomorrow.
        lines.clear();
        lock.lock();
        writing_ = false;
        changed_.notify_all();
    }
}

JournalStream::JournalStream(Journal& journal) : std::ostream(this), journal_(journal) {}

std::streambuf::int_type JournalStream::overflow(std::streambuf::int_type letter)
{
    using Letters = std::streambuf::traits_type;
    if (Letters::eq_int_type(letter, Letters::eof())) return 0;
    if (letter != '\n') {
        line_ += Letters::to_char_type(letter);
    } else {
        journal_.write(Level::warning, line_, "");
        line_.clear();
    }
    return letter;
}

} // namespace lrs

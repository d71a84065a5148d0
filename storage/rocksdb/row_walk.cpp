#include "storage/rocksdb/row_walk.hpp"

#include <thread>

namespace storage::rocks {
namespace {

constexpr std::size_t piece_rows = 2'000;
constexpr std::size_t piece_bytes = 8u << 20;
constexpr unsigned threads = 2;

class Walk {
public:
    Walk(Inspection& inspection, std::string_view what)
        : inspection_(inspection), what_(what),
          at_(inspection.database.iterate(rows, inspection.scan_options()))
    {
        at_->SeekToFirst();
    }

    void run(RowVisitor& visitor)
    {
        try {
            RowPiece piece;
            while (next(piece)) {
                auto done = visitor.look(piece);
                if (done && wait_for(piece.number)) done = visitor.in_order(piece);
                pass(done);
            }
        } catch (const std::exception& error) { // Of a bug, or for want of memory.
            pass(base::Error{base::ErrorKind::internal, error.what()});
        }
    }

    Result<> result() const
    {
        if (failed_) return *failed_;
        if (!at_->status().ok()) return to_error(at_->status());
        return {};
    }

private:
    bool next(RowPiece& piece)
    {
        const std::lock_guard lock(mutex_);
        piece.rows.clear();
        if (inspection_.is_over() && !failed_) failed_ = cancelled();
        for (std::size_t bytes = 0;
             !failed_ && at_->Valid() && piece.rows.size() < piece_rows && bytes < piece_bytes;
             at_->Next()) {
            bytes += at_->value().size();
            piece.rows.push_back({at_->key().ToString(), at_->value().ToString()});
        }
        piece.number = taken_;
        if (piece.rows.empty()) return false;
        ++taken_;
        return true;
    }

    bool wait_for(std::uint64_t number)
    {
        std::unique_lock lock(mutex_);
        turned_.wait(lock, [&] { return turn_ == number || failed_; });
        return !failed_;
    }

    void pass(const Result<>& done)
    {
        {
            const std::lock_guard lock(mutex_);
            if (!done && !failed_) failed_ = done.error();
            ++turn_;
            inspection_.work.report({what_, turn_ * piece_rows});
        }
        turned_.notify_all();
    }

    Inspection& inspection_;
    const std::string_view what_;
    std::mutex mutex_;
    std::condition_variable turned_;
    std::unique_ptr<::rocksdb::Iterator> at_;
    std::uint64_t taken_ = 0;
    std::uint64_t turn_ = 0;
    std::optional<base::Error> failed_;
};

} // namespace

Result<> walk_rows(Inspection& inspection, std::string_view what,
                   const std::function<std::unique_ptr<RowVisitor>()>& visitor)
{
    Walk walk(inspection, what);
    std::vector<std::unique_ptr<RowVisitor>> visitors;
    std::vector<std::thread> running;
    for (unsigned thread = 0; thread < threads; ++thread)
        visitors.push_back(visitor());
    for (const auto& each : visitors)
        running.emplace_back([&walk, &each] { walk.run(*each); });
    for (auto& thread : running)
        thread.join();
    return walk.result();
}

} // namespace storage::rocks

#include "courses/cmi5_batch.hpp"

#include "base/limits.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <iterator>

namespace courses {

using base::Result;
using statements::PreparedBatch;
using statements::PreparedStatement;

Result<std::vector<PreparedStatement>> prepare_answers(std::span<const boost::json::object> answers,
                                                       const statements::Acceptance& acceptance)
{
    std::vector<PreparedStatement> out;
    while (!answers.empty()) {
        const auto some = answers.first(std::min(answers.size(), limits::batch_statements));
        answers = answers.subspan(some.size());
        std::string text = "[";
        for (const auto& answer : some)
            text.append(text.size() > 1 ? "," : "").append(boost::json::serialize(answer));
        auto batch = statements::prepare(text + ']', acceptance);
        if (!batch) return batch.error();
        std::ranges::move(batch->statements, std::back_inserter(out));
    }
    return out;
}

Result<std::vector<PreparedBatch>> spliced(PreparedBatch batch,
                                           std::vector<PreparedStatement> answers,
                                           std::span<const std::size_t> counts)
{
    std::vector<PreparedStatement> all;
    all.reserve(batch.statements.size() + answers.size());
    auto answer = answers.begin();
    for (std::size_t index = 0; index < batch.statements.size(); ++index) {
        if (all.size() >= limits::batch_statements)
            return base::Error{base::ErrorKind::too_large,
                               "with what they satisfy these statements are more than the " +
                                   std::to_string(limits::batch_statements) +
                                   " of a batch; send fewer at once"};
        all.push_back(std::move(batch.statements[index]));
        for (std::size_t left = counts[index]; left > 0; --left)
            all.push_back(std::move(*answer++));
    }
    std::vector<PreparedBatch> out;
    for (std::size_t at = 0; at < all.size(); at += limits::batch_statements) {
        PreparedBatch one{batch.version, {}, {}};
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = std::min(all.size() - at, limits::batch_statements);
        one.statements.assign(std::move_iterator(first),
                              std::move_iterator(first + static_cast<std::ptrdiff_t>(count)));
        out.push_back(std::move(one));
    }
    if (!out.empty()) out.front().contents = std::move(batch.contents);
    return out;
}

} // namespace courses

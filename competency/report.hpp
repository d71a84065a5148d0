// Evidence as answers show it (competency/evaluate.hpp has the shapes).
#pragma once

#include "competency/evaluation.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace competency {

std::string time_text(Timestamp time);
boost::json::value time_or_null(std::optional<Timestamp> time); // Null for `forever` too.

// Rows from several leaves in the one order of an answer, equal reports of a statement once.
// Borrows the rows.
class Report {
public:
    void add(const Leaf& leaf);

    void add(const Judged& judged) { rows_.push_back(judged); }

    // Sets the members "evidence" and "ignored".
    void write(boost::json::object& out);

private:
    std::vector<Judged> rows_;
};

// What others say of the competency without being trusted with it, newest first, at most
// limits::claims.
boost::json::array claims(const Evaluation& evaluation, std::size_t competency);

} // namespace competency

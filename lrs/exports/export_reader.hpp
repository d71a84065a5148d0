// Reads an export (lrs/exports/export_format.hpp) line by line, and believes nothing: each line's
// form, the order of the lines, that nothing is missing or changed.
#pragma once

#include "base/error.hpp"
#include "base/sha2.hpp"
#include "competency/evidence.hpp"
#include "competency/model.hpp"
#include "competency/person_entry.hpp"
#include "lrs/exports/export_format.hpp"
#include "lrs/models/model_shelf.hpp"

#include <boost/json/value.hpp>

#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace lrs {

struct ExportedStatement {
    std::string_view text; // As stored. Until the next line is read.
    boost::json::value value;
    storage::Sequence sequence;
};

struct ExportedErasure {};

struct ExportEnd {
    std::uint64_t lines = 0;
    std::string sha256;
};

using ExportLine = std::variant<ExportHeader, std::shared_ptr<const competency::Model>, ModelNote,
                                competency::PersonEntry, ExportedStatement, competency::Void,
                                ExportedErasure, ExportEnd>;

// Where a line may stand, in the order of a file.
enum class ExportPlace { nowhere, header, models, publications, persons, log, end };

class ExportReader {
public:
    // Borrows the stream. A line may have limits::export_line_bytes.
    explicit ExportReader(std::istream& in);

    // The header first, the end last; then it must not be called again, nor after an error.
    //   invalid  "line 17: what is wrong, and what would be right"
    base::Result<ExportLine> next();

    // The same about the line that was read last, from whoever makes something of it.
    base::Error fault(std::string_view why) const;

private:
    base::Result<std::string_view> read_line();
    base::Result<> check_place(std::string_view name, ExportPlace place);
    base::Result<> take_sequence(std::string_view& body);
    base::Result<> check_end(const ExportEnd& end);

    std::istream& in_;
    std::string room_;
    base::Sha2 digest_;
    std::uint64_t number_ = 0;
    ExportPlace place_ = ExportPlace::nowhere;
    storage::Sequence published_ = 0;
    storage::Sequence sequence_ = 0; // Of the log's last line.
};

} // namespace lrs

// Exports: what is refused names a line, in texts fit to be shown; of what is read everything can
// be answered.
#include "base/digest.hpp"
#include "base/utf8.hpp"
#include "competency/person_json.hpp"
#include "lrs/exports/export_reader.hpp"
#include "lrs/exports/exported.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

// With the last line that is right behind these.
std::string sealed(std::string text)
{
    if (!text.empty() && text.back() != '\n') text += '\n';
    const auto lines = std::ranges::count(text, '\n') + 1;
    const auto digest = base::to_hex(base::sha256(text));
    text += "{\"end\":{\"lines\":" + std::to_string(lines) + ",\"sha256\":\"" + digest + "\"}}\n";
    return text;
}

void check_refusal(const base::Error& error)
{
    require(error.kind == base::ErrorKind::invalid && error.complaints.empty());
    require(error.why.starts_with("line ") && base::is_utf8(error.why));
}

void check_line(const lrs::ExportLine& line, std::string_view text)
{
    if (const auto* statement = std::get_if<lrs::ExportedStatement>(&line)) {
        require(text.find(statement->text) != text.npos);
        require(statement->value.is_object() && statement->sequence > 0);
    }
    if (const auto* entry = std::get_if<competency::PersonEntry>(&line))
        require(competency::parse_person_entry(competency::to_json(*entry)).value() == *entry);
}

// True: all of it is right.
bool read_lines(const std::string& text)
{
    std::istringstream in(text);
    lrs::ExportReader reader(in);
    for (std::uint64_t lines = 1;; ++lines) {
        const auto line = reader.next();
        if (!line) {
            check_refusal(line.error());
            return false;
        }
        check_line(*line, text);
        if (const auto* end = std::get_if<lrs::ExportEnd>(&*line)) {
            require(end->lines == lines);
            return true;
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = sealed({reinterpret_cast<const char*>(data), size});
    const bool right = read_lines(text);

    std::string identity;
    const auto all = [&](const competency::Persons& persons) {
        std::vector<std::string> out;
        for (const auto person : persons.all(competency::forever)) {
            for (const auto& held : persons.identities_of(person, competency::forever))
                out.push_back(held.identity);
        }
        if (!out.empty()) identity = out.front();
        return out;
    };
    std::istringstream in(text);
    const auto exported = lrs::read_export(in, nullptr, {}, all);
    if (!exported) {
        if (exported.error().kind != base::ErrorKind::not_found) check_refusal(exported.error());
        return 0;
    }
    require(right);
    const auto& seen = exported->seen;
    for (const auto& row : seen.rows)
        require(row.sequence > 0 && row.sequence <= seen.watermark.sequence);
    if (identity.empty()) return 0;
    const auto now = seen.watermark.stored.value_or(base::Timestamp{});
    const auto answer = competency::attainment(*seen.model, *seen.roles, seen.rows, identity, now,
                                               now, seen.watermark);
    require(base::is_utf8(answer));
    return 0;
}

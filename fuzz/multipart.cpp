// Bodies of multipart/mixed. The first line is the Content-Type, the rest the body. What is read is
// written again and reads the same.
#include "lrs/multipart.hpp"

#include "base/utf8.hpp"
#include "lrs/attachment_parts.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

void check_refusal(const base::Error& error)
{
    require(error.kind == base::ErrorKind::invalid || error.kind == base::ErrorKind::too_large);
    require(!error.why.empty() && base::is_utf8(error.why) && base::is_utf8(error.where));
}

void check_part(const lrs::Part& part, std::string_view body)
{
    require(part.body.empty() ||
            (part.body.data() >= body.data() &&
             part.body.data() + part.body.size() <= body.data() + body.size()));
    for (const auto* value : {&part.content_type, &part.encoding, &part.sha2, &part.length}) {
        for (const char letter : *value)
            require((letter >= ' ' && letter < 0x7f) || letter == '\t');
    }
}

void check_written(const std::vector<lrs::Part>& parts)
{
    std::vector<lrs::Attachment> contents;
    for (std::size_t at = 1; at < parts.size(); ++at) {
        const auto& part = parts[at];
        if (part.sha2.empty()) return; // None that is kept.
        if (part.sha2.size() + part.content_type.size() > limits::part_header_bytes / 2) return;
        contents.push_back({part.sha2, part.content_type, part.body});
    }
    const auto json = parts.front().body;
    const auto boundary = lrs::choose_boundary({}, json, contents);
    const auto written = lrs::write_multipart(boundary, json, contents);
    const auto again = lrs::read_multipart(lrs::multipart_type(boundary), written);
    require(again && again->size() == parts.size() && again->front().body == json);
    for (std::size_t at = 1; at < parts.size(); ++at) {
        require((*again)[at].body == parts[at].body && (*again)[at].sha2 == parts[at].sha2);
        require((*again)[at].content_type == parts[at].content_type);
    }
}

// Every part that keeps the rules is missed when no attachment declares it, and suffices when one
// does.
void check_matches(const std::vector<lrs::Part>& parts)
{
    require(lrs::match_attachments({}, parts).size() == parts.size() - 1);
    std::vector<statements::DeclaredAttachment> declared;
    for (std::size_t at = 1; at < parts.size(); ++at) {
        statements::DeclaredAttachment each;
        each.sha2 = parts[at].sha2;
        each.length = parts[at].body.size();
        each.content_type = parts[at].content_type;
        declared.push_back(each);
    }
    require(lrs::match_attachments(declared, parts).empty());
}

// Whatever is cut, and wherever: parts of the body.
void check_glued(const base::Result<std::vector<lrs::Part>>& glued, std::string_view body)
{
    if (!glued) return check_refusal(glued.error());
    require(!glued->empty());
    for (const auto& part : *glued)
        check_part(part, body);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto line = std::string_view(text).substr(0, text.find('\n'));
    const auto body = std::string_view(text).substr(std::min(line.size() + 1, size));
    const auto parts = lrs::read_multipart(line, body);
    if (!parts) {
        check_refusal(parts.error());
        return 0;
    }
    require(!parts->empty() && lrs::is_multipart_mixed(line));
    for (const auto& part : *parts)
        check_part(part, body);
    check_written(*parts);
    const auto glued = lrs::read_multipart(line, body, lrs::is_content);
    if (const auto checked = lrs::check_parts(*parts)) {
        check_matches(*parts);
        require(glued &&
                std::ranges::equal(*glued, *parts, {}, &lrs::Part::body, &lrs::Part::body));
    } else {
        check_refusal(checked.error());
        check_glued(glued, body);
    }
    return 0;
}

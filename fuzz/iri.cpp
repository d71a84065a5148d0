// IRIs and their neighbours: what is accepted stays accepted under changes that must not matter,
// and holds nothing that a later reader could choke on.
#include "base/iri.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

bool has_control_or_space(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        return byte <= 0x20 || byte == 0x7f;
    });
}

std::string swap_case(std::string text)
{
    for (auto& letter : text) {
        const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        if (is_letter) letter = static_cast<char>(letter ^ 0x20);
    }
    return text;
}

void check_iri(std::string_view text)
{
    require(base::is_utf8(text) && !has_control_or_space(text));
    require(text.size() <= limits::iri_bytes && text.find(':') != text.npos);
    require(text.find_first_of("<>\"\\^`{|}") == text.npos);
    if (text.size() < limits::iri_bytes) require(base::is_iri(std::string(text) + "/"));
    require(!base::is_iri(std::string(text) + " "));
    require(!base::is_iri(std::string(text) + "%"));
}

void check_mailto(std::string_view text)
{
    require(base::is_iri(text));
    require(std::count(text.begin(), text.end(), '@') == 1);
    require(text.find_first_of("?#,;") == text.npos);
}

void check_language_tag(const std::string& text)
{
    require(!has_control_or_space(text) && text.find('_') == text.npos);
    require(base::is_language_tag(swap_case(text)));
    require(!base::is_language_tag(text + "-"));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (base::is_iri(text)) check_iri(text);
    if (base::is_mailto(text)) check_mailto(text);
    if (base::is_language_tag(text)) check_language_tag(text);
    if (base::is_sha1_hex(text)) require(base::is_sha1_hex(swap_case(text)) && text.size() == 40);
    if (base::is_media_type(text)) {
        require(base::is_media_type(text + " ; a=\"b\\\"c\""));
        require(!base::is_media_type(text + ";"));
        require(text.find('/') != text.npos);
    }
    return 0;
}

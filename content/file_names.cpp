#include "content/file_names.hpp"

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <new>
#include <utf8proc.h>

namespace content {
namespace {

bool is_control(char32_t character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0);
}

// What is no UTF-8 holds none: it is refused for that.
bool has_control(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const auto character = base::next_character(text, at);
        if (character == base::no_character) return false;
        if (is_control(character)) return true;
    }
    return false;
}

std::string composed(std::string_view text)
{
    utf8proc_uint8_t* out = nullptr;
    const auto size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &out,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(out, &std::free);
    // Its only other failures are about what is no UTF-8.
    if (size == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc();
    if (size < 0) return std::string(text);
    return {reinterpret_cast<const char*>(out), static_cast<std::size_t>(size)};
}

// Character by character, so that ß stays one: a folding that makes ss of it would take
// Straße.html and Strasse.html for one file.
std::string lower_case(std::string_view text)
{
    std::string out;
    std::array<utf8proc_uint8_t, 4> bytes;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto character = base::next_character(text, at);
        const auto low = utf8proc_tolower(static_cast<utf8proc_int32_t>(character));
        const auto size = utf8proc_encode_char(low, bytes.data());
        out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
    }
    return out;
}

std::string with_slashes(std::string_view name)
{
    std::string out(name);
    std::ranges::replace(out, '\\', '/');
    return out;
}

class NameCheck {
public:
    NameCheck(std::string_view name, Findings& findings) : name_(name), findings_(findings) {}

    bool text() const
    {
        if (name_.empty()) return refuse("empty", "have a name");
        if (!is_short(name_)) return false;
        if (!base::is_utf8(name_)) {
            return refuse("utf8", "have a name in UTF-8: make the archive again with a current "
                                  "program, or use only ASCII letters in names");
        }
        if (has_control(name_))
            return refuse("control", "have a name without control characters: rename it");
        return true;
    }

    // Of the name with slashes only, and none at the end of a folder's.
    bool path(std::string_view path) const
    {
        if (path.starts_with('/'))
            return refuse("absolute", "be named from the package's top on, without / or \\ first");
        if (path.size() >= 2 && path[1] == ':' && base::lower(path[0]) >= 'a' &&
            base::lower(path[0]) <= 'z')
            return refuse("drive", "be named from the package's top on, without a drive letter");
        if (!is_short(path)) return false;
        for (std::size_t begin = 0; begin <= path.size();) {
            const auto end = std::min(path.find('/', begin), path.size());
            if (!segment(path.substr(begin, end - begin))) return false;
            begin = end + 1;
        }
        return true;
    }

private:
    bool segment(std::string_view segment) const
    {
        if (segment.empty() || segment == "." || segment == "..") {
            return refuse("segment", "be named by folders below the package's top: without "
                                     "\"..\", without \".\" and with one slash between two");
        }
        if (segment.size() > limits::file_name_segment_bytes) {
            return refuse("length", "have folders and a file with names of at most " +
                                        std::to_string(limits::file_name_segment_bytes) +
                                        " bytes each");
        }
        return true;
    }

    bool is_short(std::string_view text) const
    {
        if (text.size() <= limits::file_name_bytes) return true;
        return refuse("length", "have a name of at most " +
                                    std::to_string(limits::file_name_bytes) +
                                    " bytes with its folders");
    }

    bool refuse(const char* rule, std::string expected) const
    {
        const auto shown = shown_name(name_);
        complain(findings_.refusals, shown, std::string("zip.name.") + rule, shown,
                 std::move(expected));
        return false;
    }

    std::string_view name_;
    Findings& findings_;
};

bool is_junk(std::string_view path)
{
    const auto file = path.substr(path.rfind('/') + 1); // npos + 1 is the beginning.
    return path == "__MACOSX" || path.starts_with("__MACOSX/") || file == ".DS_Store" ||
           base::equal_but_for_case(file, "Thumbs.db");
}

} // namespace

std::optional<EntryName> entry_name(std::string_view name, Findings& findings)
{
    const NameCheck check(name, findings);
    if (!check.text()) return {};
    auto path = with_slashes(name);
    const bool is_folder = path.size() > 1 && path.ends_with('/');
    if (is_folder) path.pop_back();
    // Once before it is composed, which takes the square of a part's length, and once as it is.
    if (!check.path(path)) return {};
    path = composed(path);
    if (!check.path(path)) return {};
    const auto kind = is_junk(path) ? NameKind::junk
                      : is_folder   ? NameKind::folder
                                    : NameKind::file;
    return EntryName{std::move(path), kind};
}

std::string name_key(std::string_view name)
{
    if (!base::is_utf8(name)) return std::string(name);
    // Small letters may compose where capital ones do not.
    return composed(lower_case(composed(with_slashes(name))));
}

std::string shown_name(std::string_view name)
{
    std::string out;
    std::size_t at = 0;
    while (at < name.size() && out.size() <= limits::found_bytes) {
        const auto begin = at;
        const auto character = base::next_character(name, at);
        if (character == base::no_character) ++at;
        if (character == base::no_character || is_control(character))
            out += '?';
        else
            out += name.substr(begin, at - begin);
    }
    return base::excerpt(out, limits::found_bytes);
}

} // namespace content

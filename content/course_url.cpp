#include "content/course_url.hpp"

#include "base/ascii.hpp"
#include "base/iri.hpp"
#include "base/percent.hpp"
#include "content/package_url.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace content {
namespace {

// These run as, or read, what is around the course: no place where a course begins.
constexpr std::array<std::string_view, 7> refused_schemes{
    "about", "blob", "data", "file", "javascript", "view-source", "vbscript"};

bool is_letter(char c)
{
    return base::lower(c) >= 'a' && base::lower(c) <= 'z';
}

bool is_in_scheme(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

std::string_view path_of(std::string_view url)
{
    return url.substr(0, url.find_first_of("?#"));
}

std::string_view folder_of(std::string_view file)
{
    const auto slash = file.rfind('/');
    return slash == file.npos ? std::string_view() : file.substr(0, slash + 1);
}

// The file that a relative reference names (RFC 3986 5.2.4); one with '/' in front starts at the
// folder too, which is all of the site that a course knows of. Empty: it leads out of the package.
std::optional<std::string> file_named(std::string_view folder, std::string_view url)
{
    return without_dots(std::string(folder) + percent_decoded(path_of(url)));
}

// RFC 1738 3.1, RFC 3986 4.1; also letters beyond ASCII, as XML Schema's anyURI allows.
bool is_url(std::string_view url)
{
    const auto scheme = scheme_of(url);
    if (scheme.empty()) return base::is_iri("http://host/" + std::string(url));
    if (!base::is_iri(url)) return false;
    if (!base::equal_but_for_case(scheme, "http") && !base::equal_but_for_case(scheme, "https"))
        return true;
    const auto rest = url.substr(scheme.size() + 1);
    return rest.starts_with("//") && rest.size() > 2 && rest.find_first_of("/?#", 2) != 2;
}

void check_file(const EntryPoint& entry, const FileIndex& files, Reading& reading)
{
    const auto rule = [&](const char* name) { return std::string(entry.rules) + name; };
    const auto file = file_named(folder_of(reading.file()), entry.url);
    if (!file)
        return reading.refuse(entry.line, rule(".url_outside"), entry.url,
                              "stay within the package");
    const auto found = files.find(*file);
    if (found && found->exactly) return;
    if (found)
        return reading.warn(entry.line, rule(".url_case"), entry.url,
                            "be spelled as the file in the package is, letter by letter");
    reading.refuse(entry.line, rule(".url_in_package"), entry.url,
                   "name a file of the package, or be a complete URL such as "
                   "https://www.example.org/course/index.html");
}

} // namespace

std::string_view scheme_of(std::string_view url)
{
    const auto end = std::ranges::find_if_not(url, is_in_scheme);
    if (end == url.end() || *end != ':' || end == url.begin() || !is_letter(url.front())) return {};
    return url.substr(0, static_cast<std::size_t>(end - url.begin()));
}

void check_url(const EntryPoint& entry, const FileIndex* files, Reading& reading)
{
    const auto refuse = [&](const char* name, std::string_view expected) {
        reading.refuse(entry.line, std::string(entry.rules) + name, entry.url, expected);
    };
    if (entry.url.empty()) return refuse(".url_missing", "say where this begins");
    if (!is_url(entry.url))
        return refuse(".url_syntax", "be a URL; a blank in it is written %20, and folders are "
                                     "separated by /");
    const auto scheme = base::lower(scheme_of(entry.url));
    if (std::ranges::find(refused_schemes, scheme) != refused_schemes.end())
        return refuse(".url_scheme", "lead to a page of its own, by https for example");
    if (!scheme.empty()) return;
    if (!files || entry.url.starts_with("//"))
        return refuse(".url_absolute", "be a complete URL such as "
                                       "https://www.example.org/course/index.html");
    check_file(entry, *files, reading);
}

std::vector<std::string> parameters_of(std::string_view url)
{
    std::vector<std::string> out;
    url = url.substr(0, url.find('#'));
    const auto mark = url.find('?');
    if (mark == url.npos) return out;
    for (auto rest = url.substr(mark + 1); !rest.empty();) {
        const auto one = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        if (!one.empty()) out.push_back(percent_decoded(one.substr(0, one.find('='))));
    }
    return out;
}

std::string with_parameters(std::string_view url, std::span<const Parameter> parameters)
{
    const auto fragment = url.substr(std::min(url.find('#'), url.size()));
    std::string out(url.substr(0, url.size() - fragment.size()));
    for (const auto& each : parameters) {
        if (out.find('?') == out.npos) {
            out += '?';
        } else if (!out.ends_with('?') && !out.ends_with('&')) {
            out += '&';
        }
        out.append(base::percent_encoded(each.name)).append(1, '=');
        out += base::percent_encoded(each.value);
    }
    return out.append(fragment);
}

std::string complete_url(std::string_view url, std::string_view folder)
{
    if (!scheme_of(url).empty()) return std::string(url);
    std::string out(folder);
    if (!out.ends_with('/')) out += '/';
    while (url.starts_with('/'))
        url.remove_prefix(1);
    return out.append(url);
}

} // namespace content

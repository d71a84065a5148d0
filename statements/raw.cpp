#include "statements/raw.hpp"

#include <boost/json/parse.hpp>

#include <cassert>
#include <string>

namespace statements::raw {
namespace {

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Scanner {
public:
    explicit Scanner(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

    char peek()
    {
        while (is_space(text_[at_]))
            ++at_;
        return text_[at_];
    }

    std::size_t at() const { return at_; }

    void step() { ++at_; }

    // Behind the closing quote. Returns what stands between the quotes. Most of a text is strings,
    // and looking for one character is an order of magnitude faster than for one of two.
    std::string_view string()
    {
        const auto begin = ++at_;
        at_ = text_.find('"', at_);
        while (is_escaped(begin))
            at_ = text_.find('"', at_ + 1);
        return text_.substr(begin, at_++ - begin);
    }

    std::string_view value()
    {
        peek();
        const auto begin = at_;
        switch (text_[at_]) {
        case '"': string(); break;
        case '{':
        case '[': nested(); break;
        default: at_ = std::min(text_.find_first_of(",]} \t\n\r", at_), text_.size());
        }
        return text_.substr(begin, at_ - begin);
    }

private:
    // Behind an odd number of backslashes.
    bool is_escaped(std::size_t begin) const
    {
        auto first = at_;
        while (first > begin && text_[first - 1] == '\\')
            --first;
        return (at_ - first) % 2 == 1;
    }

    void nested()
    {
        std::size_t depth = 0;
        do {
            switch (text_[at_]) {
            case '"': string(); continue;
            case '{':
            case '[': ++depth; break;
            case '}':
            case ']': --depth; break;
            }
            ++at_;
        } while (depth > 0);
    }

    std::string_view text_;
    std::size_t at_;
};

// Leaves the scanner behind the object.
void read_members(Scanner& scan, std::vector<Member>& out)
{
    [[maybe_unused]] const char open = scan.peek();
    assert(open == '{');
    scan.step();
    while (scan.peek() != '}') {
        if (scan.peek() == ',') {
            scan.step();
            scan.peek();
        }
        const auto begin = scan.at();
        const auto key = scan.string();
        scan.peek();
        scan.step(); // The colon.
        const auto value = scan.value();
        out.push_back({key, value, begin, scan.at()});
    }
    scan.step();
}

Scanner behind_bracket(std::string_view array)
{
    Scanner out(array);
    [[maybe_unused]] const char open = out.peek();
    assert(open == '[');
    out.step();
    return out;
}

} // namespace

std::vector<Member> members(std::string_view object)
{
    std::vector<Member> out;
    Scanner scan(object);
    read_members(scan, out);
    return out;
}

std::vector<std::string_view> elements(std::string_view array)
{
    std::vector<std::string_view> out;
    auto scan = behind_bracket(array);
    while (scan.peek() != ']') {
        if (scan.peek() == ',') scan.step();
        out.push_back(scan.value());
    }
    return out;
}

ElementReader::ElementReader(std::string_view array)
    : array_(array), at_(behind_bracket(array).at())
{
}

bool ElementReader::next()
{
    Scanner scan(array_, at_);
    members_.clear();
    if (scan.peek() == ',') scan.step();
    if (scan.peek() == ']') return false;
    const auto begin = scan.at();
    if (scan.peek() == '{')
        read_members(scan, members_);
    else
        scan.value();
    at_ = scan.at();
    text_ = array_.substr(begin, at_ - begin);
    return true;
}

std::optional<std::string_view> at(std::string_view object,
                                   std::initializer_list<std::string_view> path)
{
    for (const auto name : path) {
        const auto begin = object.find_first_not_of(" \t\r\n");
        if (begin == object.npos || object[begin] != '{') return std::nullopt;
        std::optional<std::string_view> found;
        for (const auto& member : members(object)) {
            if (is_key(member.key, name)) found = member.value;
        }
        if (!found) return std::nullopt;
        object = *found;
    }
    return object;
}

std::string_view name_of(std::string_view written, std::string& room)
{
    if (written.find('\\') == written.npos) return written;
    room = boost::json::parse('"' + std::string(written) + '"').as_string();
    return room;
}

bool is_key(std::string_view written, std::string_view name)
{
    std::string room;
    return name_of(written, room) == name;
}

} // namespace statements::raw

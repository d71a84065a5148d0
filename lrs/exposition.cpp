#include "lrs/exposition.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace lrs {
namespace {

// The shortest text that reads back as the same number.
std::string number(double value)
{
    std::array<char, 32> text;
    const auto wrote = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), wrote.ptr};
}

// Of a label's value: \, " and the end of a line.
void append_escaped(std::string& out, std::string_view text)
{
    for (const char c : text) {
        if (c == '\\' || c == '"') out += '\\';
        out += c == '\n' ? std::string_view("\\n") : std::string_view(&c, 1);
    }
}

} // namespace

void Exposition::family(std::string_view name, std::string_view type, std::string_view help)
{
    name_ = name;
    text_ += "# HELP " + name_ + ' ';
    text_ += help;
    text_ += "\n# TYPE " + name_ + ' ';
    text_ += type;
    text_ += '\n';
}

void Exposition::line(std::string_view suffix, Labels labels, std::string_view bound, double value)
{
    text_ += name_;
    text_ += suffix;
    char before = '{';
    const auto label = [&](std::string_view name, std::string_view content) {
        text_ += before;
        text_ += name;
        text_ += "=\"";
        append_escaped(text_, content);
        text_ += '"';
        before = ',';
    };
    for (const auto& [name, content] : labels)
        label(name, content);
    if (!bound.empty()) label("le", bound);
    if (before == ',') text_ += '}';
    text_ += ' ';
    text_ += number(value);
    text_ += '\n';
}

void Exposition::sample(Labels labels, double value)
{
    line("", labels, "", value);
}

void Exposition::samples(Labels labels, const base::Distribution& counted, double divisor)
{
    std::uint64_t so_far = 0;
    for (std::size_t at = 0; at < counted.bounds.size(); ++at) {
        so_far += counted.counts[at];
        line("_bucket", labels, number(static_cast<double>(counted.bounds[at]) / divisor),
             static_cast<double>(so_far));
    }
    const auto count = static_cast<double>(counted.count());
    line("_bucket", labels, "+Inf", count);
    line("_sum", labels, "", static_cast<double>(counted.sum) / divisor);
    line("_count", labels, "", count);
}

void Exposition::gauge(std::string_view name, std::string_view help, double value)
{
    family(name, "gauge", help);
    sample({}, value);
}

void Exposition::counter(std::string_view name, std::string_view help, double value)
{
    family(name, "counter", help);
    sample({}, value);
}

} // namespace lrs

// Writes metrics in Prometheus' text format, version 0.0.4.
#pragma once

#include "base/histogram.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace lrs {

inline constexpr std::string_view exposition_type = "text/plain; version=0.0.4; charset=utf-8";

using Label = std::pair<std::string_view, std::string_view>;
using Labels = std::initializer_list<Label>;

class Exposition {
public:
    // A family: its samples follow, all together. Type: counter, gauge or histogram. The help is
    // one line.
    void family(std::string_view name, std::string_view type, std::string_view help);

    void sample(Labels labels, double value);

    // Sum and bounds are divided: 1e6 makes seconds of microseconds.
    void samples(Labels labels, const base::Distribution& counted, double divisor);

    // A family with one sample.
    void gauge(std::string_view name, std::string_view help, double value);
    void counter(std::string_view name, std::string_view help, double value);

    std::string text() && { return std::move(text_); }

private:
    void line(std::string_view suffix, Labels labels, std::string_view bound, double value);

    std::string text_;
    std::string name_; // Of the family.
};

} // namespace lrs

#include "conformance/runner.hpp"

#include <exception>

namespace conformance {
namespace {

std::optional<Exchange> exchange_of(const Talk& talk, std::size_t index)
{
    auto all = talk.exchanges();
    if (all.empty()) return std::nullopt;
    return std::move(all[index < all.size() ? index : all.size() - 1]);
}

} // namespace

Outcome try_requirement(const Requirement& requirement, const Lrs& lrs)
{
    Talk talk(lrs);
    const auto failed = [&](std::string expected, std::string found, std::size_t index) {
        return Outcome{&requirement, Verdict::failed,         std::move(expected), std::move(found),
                       "",           exchange_of(talk, index)};
    };
    try {
        requirement.check(talk);
        return {&requirement, Verdict::passed};
    } catch (const Unmet& unmet) {
        return failed(unmet.expected, unmet.found, unmet.exchange);
    } catch (const NoAnswer& none) {
        return failed("an answer", none.what(), Unmet::last);
    } catch (const NotTried& reason) {
        return {&requirement, Verdict::not_tried, "", "", reason.what()};
    } catch (const std::exception& other) {
        // What a check took for granted of an answer: that it has a member, is an object ...
        return failed("an answer of the usual shape", other.what(), Unmet::last);
    }
}

std::vector<const Requirement*> selected(Version version, std::string_view glob)
{
    std::vector<const Requirement*> out;
    for (const auto& one : requirements()) {
        if (!says(one, version).paragraph.empty() && fits_glob(one.id, glob)) out.push_back(&one);
    }
    return out;
}

void Counts::add(const Outcome& outcome, Version version)
{
    switch (outcome.verdict) {
    case Verdict::passed: ++passed; return;
    case Verdict::not_tried: ++not_tried; return;
    case Verdict::failed: break;
    }
    switch (says(*outcome.requirement, version).level) {
    case Level::must: ++failed_musts; return;
    case Level::should: ++failed_shoulds; return;
    case Level::choice: ++other_choices; return;
    }
}

bool is_conformant(const Counts& counts, bool strict)
{
    return counts.failed_musts == 0 &&
           (!strict || (counts.failed_shoulds == 0 && counts.other_choices == 0));
}

} // namespace conformance

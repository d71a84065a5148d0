// A model document from outside: whatever it is, it is read without a fault; what is accepted has
// a stable canonical form and answers about somebody of whom nothing is known.
#include "competency/model.hpp"

#include "competency/evaluate.hpp"

#include <boost/json/parse.hpp>

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition) std::abort();
}

// A rule's explanation is nested a little deeper than the rule.
boost::json::parse_options deep()
{
    boost::json::parse_options options;
    options.max_depth = 256;
    return options;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto model = competency::parse_model(text);
    if (!model) {
        require(!model.error().complaints.empty());
        return 0;
    }
    const auto same = competency::parse_model((*model)->document);
    require(same.has_value() && (*same)->document == (*model)->document);
    require((*same)->hash == (*model)->hash);
    const auto answer =
        competency::attainment(**model, {}, {}, "mbox:mailto:ann@city.example", {}, {}, {});
    require(!boost::json::parse(answer, {}, deep()).is_null());
    require(competency::held_levels(**model, {}, {}) == "[]");
    return 0;
}

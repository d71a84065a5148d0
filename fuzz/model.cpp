// A model document from outside: whatever it is, it is read without a fault; what is accepted has
// a stable canonical form and answers about somebody of whom nothing is known.
#include "competency/model.hpp"

#include "competency/canonical.hpp"
#include "competency/evaluate.hpp"
#include "statements/parse.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition)
{
    if (!condition) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto value = statements::parse(text)) {
        const auto canonical = competency::canonical(*value);
        const auto again = statements::parse(canonical);
        require(again.has_value() && competency::canonical(*again) == canonical);
    }
    const auto model = competency::parse_model(text);
    if (!model) {
        require(!model.error().complaints.empty());
        return 0;
    }
    const auto same = competency::parse_model((*model)->document);
    require(same.has_value() && (*same)->hash == (*model)->hash);
    const auto answer =
        competency::attainment(**model, {}, {}, "mbox:mailto:ann@city.example", {}, {}, {});
    require(statements::parse(answer).has_value());
    require(competency::held_levels(**model, {}, {}) == "[]");
    return 0;
}

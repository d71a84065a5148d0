#include "content/sequencing_state.hpp"

#include "base/limits.hpp"
#include "base/pointer.hpp"
#include "base/utf8.hpp"
#include "content/cmi_elements.hpp"

#include <boost/json/serialize.hpp>

namespace content {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;

Error too_large(std::string_view what, std::size_t most, std::string_view unit)
{
    return {ErrorKind::too_large,
            std::string(what) + " at most " + std::to_string(most) + std::string(unit)};
}

} // namespace

base::Result<std::string> checked_sequencing_state(std::string_view text)
{
    if (text.size() > limits::sequencing_bytes)
        return too_large("The state of the sequencing has", limits::sequencing_bytes, " bytes.");
    if (text.empty() || !base::is_utf8(text))
        return Error{ErrorKind::invalid, "The state of the sequencing is no text in UTF-8."};
    return std::string(text);
}

base::Result<json::object> checked_global_objectives(const json::object& sent)
{
    if (sent.size() > limits::global_objectives)
        return too_large("A course has", limits::global_objectives, " global objectives.");
    Error wrong{ErrorKind::invalid, "The global objectives are not right."};
    for (const auto& [id, objective] : sent) {
        if (!objective.is_object())
            complain(wrong.complaints, base::pointer_below("", id), "global_objectives.type",
                     objective, "be an object");
    }
    if (!wrong.complaints.empty()) return wrong;
    if (json::serialize(sent).size() > limits::global_objectives_bytes)
        return too_large("The global objectives have", limits::global_objectives_bytes, " bytes.");
    return sent;
}

base::Result<std::map<std::string, std::string>> checked_shared_data(const json::object& sent)
{
    if (sent.size() > limits::scorm_stores)
        return too_large("A course has", limits::scorm_stores, " buckets of shared data.");
    Error wrong{ErrorKind::invalid, "The shared data are not right."};
    std::map<std::string, std::string> out;
    for (const auto& [id, store] : sent) {
        const auto* text = store.if_string();
        if (!text) {
            complain(wrong.complaints, base::pointer_below("", id), "shared_data.type", store,
                     "be a text");
        } else if (text->size() > limits::scorm_store_bytes) {
            complain(wrong.complaints, base::pointer_below("", id), "shared_data.limit", store,
                     "have at most " + std::to_string(limits::scorm_store_bytes) + " bytes");
        } else {
            out.emplace(std::string_view(id), std::string_view(*text));
        }
    }
    if (!wrong.complaints.empty()) return wrong;
    return out;
}

} // namespace content

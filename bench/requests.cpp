#include "bench/requests.hpp"

#include "bench/request_text.hpp"

namespace bench {

std::string first_request(const Target& target)
{
    return get_request(target, target.path + "?limit=1");
}

std::unique_ptr<Requests> make_requests(std::string_view mode, const Target& target,
                                        const Load& load)
{
    if (mode == "ingest") return make_ingest(target, load);
    if (mode == "state") return make_states(target, load);
    if (mode == "id-hit" || mode == "id-miss") return make_by_id(target, load, mode == "id-hit");
    if (mode == "walk") return make_walk(target, load);
    return make_pages(target, load, mode);
}

} // namespace bench

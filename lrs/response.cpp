#include "lrs/response.hpp"

#include <boost/json/serialize.hpp>

#include <cstdio>
#include <ctime>
#include <utility>

namespace lrs {
namespace {

// By hand: strftime would speak the language of the process.
std::string format_date(std::time_t time)
{
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&time, &utc);
    char text[64];
    const auto size = std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                    days[utc.tm_wday], utc.tm_mday, months[utc.tm_mon],
                                    utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
    return std::string(text, static_cast<std::size_t>(size));
}

} // namespace

Response json_response(http::status status, const boost::json::value& body)
{
    return json_text_response(status, boost::json::serialize(body));
}

Response json_text_response(http::status status, std::string body)
{
    Response response{status, 11};
    response.set(http::field::content_type, "application/json");
    response.body() = std::move(body);
    return response;
}

Response empty_response(http::status status)
{
    return Response{status, 11};
}

std::string_view http_date()
{
    // Formatting costs more than the rest of a small answer: once a second and thread.
    thread_local std::time_t second = -1;
    thread_local std::string text;
    const auto now = std::time(nullptr);
    if (now != second) {
        second = now;
        text = format_date(now);
    }
    return text;
}

std::string http_date(base::Timestamp time)
{
    return format_date(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

} // namespace lrs

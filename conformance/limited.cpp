#include "conformance/limited.hpp"

#include "base/percent.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace conformance {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

constexpr const char* api = "/api/v1/credentials";

json::object with_scopes(std::initializer_list<const char*> scopes)
{
    json::array names;
    for (const auto* scope : scopes)
        names.emplace_back(scope);
    return {{"title", "conformance run"}, {"scopes", std::move(names)}};
}

} // namespace

Result<> MadeCredentials::add(Lrs& lrs, const std::string& name, const json::object& body)
{
    if (lrs.limited.contains(name)) return {};
    Talk talk(lrs_);
    try {
        const auto made = talk.post(api, {}, serialize(body)).is({200, 201}).json().as_object();
        keys_.emplace_back(made.at("key").as_string());
        lrs.limited[name] = {keys_.back(), std::string(made.at("secret").as_string())};
        return {};
    } catch (const std::exception& failed) {
        return Error{ErrorKind::invalid,
                     std::string("no credential could be made at ") + api + ": " + failed.what()};
    }
}

Result<std::unique_ptr<MadeCredentials>> MadeCredentials::make(Lrs& lrs)
{
    const std::pair<const char*, json::object> wanted[] = {
        {"statements/write", with_scopes({"statements/write"})},
        {"statements/read", with_scopes({"statements/read"})},
        {"statements/read/mine", with_scopes({"statements/write", "statements/read/mine"})},
        {"statements/read/mine 2", with_scopes({"statements/write", "statements/read/mine"})},
        {"state", with_scopes({"state"})},
        {"profile", with_scopes({"profile"})},
        {"all/read", with_scopes({"all/read"})},
        {"lenient", with(with_scopes({"all"}), {{"/lenient", true}})},
    };
    std::unique_ptr<MadeCredentials> out(new MadeCredentials(lrs));
    for (const auto& [name, body] : wanted) {
        if (auto added = out->add(lrs, name, body); !added) return added.error();
    }
    return out;
}

MadeCredentials::~MadeCredentials()
{
    for (const auto& key : keys_) {
        try {
            Talk(lrs_).remove(std::string(api) + "/" + base::percent_encoded(key), {});
        } catch (const std::exception&) { // It has no power over what matters; an admin sees it.
        }
    }
}

} // namespace conformance

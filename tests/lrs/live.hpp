// The whole server over a real store, and what a test needs to talk to it shortly.
#pragma once

#include "lrs/auth/administration.hpp"
#include "lrs/auth/credentials.hpp"
#include "lrs/commands/first_start.hpp"
#include "lrs/cursor.hpp"
#include "lrs/municipalities.hpp"
#include "lrs/operations.hpp"
#include "lrs/origins.hpp"
#include "lrs/persons/person_agent.hpp"
#include "lrs/preparing.hpp"
#include "lrs/routes.hpp"
#include "lrs/server.hpp"
#include "lrs/signature.hpp"
#include "storage/memory/memory_storage.hpp"
#include "storage/rocksdb/rocksdb_storage.hpp"
#include "tests/lrs/client.hpp"
#include "tests/lrs/fakes.hpp"
#include "tests/support/temporary_directory.hpp"

#include <memory>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace live {

namespace json = boost::json;
namespace http = boost::beast::http;

using Answer = support::Client::Answer;

// A store that tests open, close and open again.
class Disk {
public:
    virtual ~Disk() = default;
    virtual std::unique_ptr<storage::Storage> open() = 0;
};

class Memory final : public Disk {
public:
    std::unique_ptr<storage::Storage> open() override { return storage::memory::open(); }
};

class Rocks final : public Disk {
public:
    std::unique_ptr<storage::Storage> open() override
    {
        storage::rocks::Options options;
        options.path = folder_.path().string();
        options.sync = false; // Nothing here asks what a power cut leaves.
        return storage::rocks::open(std::move(options)).value();
    }

private:
    support::TemporaryDirectory folder_;
};

struct Backend {
    const char* name;
    std::unique_ptr<Disk> (*make)();
};

inline std::ostream& operator<<(std::ostream& out, const Backend& backend)
{
    return out << backend.name;
}

template <class T>
std::unique_ptr<Disk> make()
{
    return std::make_unique<T>();
}

inline constexpr Backend backends[] = {{"memory", make<Memory>}, {"rocksdb", make<Rocks>}};

inline std::string authority_of(std::string_view key)
{
    return R"({"mbox":"mailto:)" + std::string(key) + R"(@lms.example"})";
}

// As a query's value.
inline std::string escaped(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

// A request as a sender means it; the rest of HTTP is added.
struct Asked {
    std::string target = "/xapi/statements";
    std::string body{};
    std::string method = body.empty() ? "GET" : "POST";
    std::string key = "all";
    std::string type = "application/json"; // Empty: none is said.
    std::string version = "2.0.0";
    std::string headers{}; // More lines, each with its end.
    std::string host = "localhost";
    std::string authorization{}; // Instead of the key's.
    bool content = false;        // At the content origin, without any authorization.
};

// A running server. Its credentials are "all", "writer", "reader", "admin", "states", "profiles",
// "definer" and "all reader" with the scopes of their names, "mine" and "yours" that write and read
// their own, and "elsewhere", which may do everything in another tenant of this name, whose host is
// "elsewhere.example". Each has an authority of its own. "employee" is no credential but the link
// of whom a test has made one for.
class World {
public:
    explicit World(std::unique_ptr<storage::Storage> opened) : storage(std::move(opened))
    {
        add("all", {"all"});
        add("writer", {"statements/write"});
        add("reader", {"statements/read"});
        add("admin", {"admin"});
        add("states", {"state"});
        add("profiles", {"profile"});
        add("definer", {"define"});
        add("all reader", {"all/read"});
        add("mine", {"statements/write", "statements/read/mine"});
        add("yours", {"statements/write", "statements/read/mine"});
        add("elsewhere", {"admin"}, storage::Tenant{2});
        storage->settings()
            .put("tenant/elsewhere", R"({"number":2,"title":"","hosts":["elsewhere.example"]})")
            .value();
        tenants.load().value();
        credentials.load().value();
        cursors.load(storage::system_now()).value();
        tenants
            .on_added([this](const lrs::TenantEntry& tenant) {
                return municipalities.add(tenant.number, tenant.name);
            })
            .value();
        config.listen = {"127.0.0.1", 0};
        config.content_listen = lrs::Endpoint{"127.0.0.1", 0};
        config.threads = 2;
        config.body_bytes = 2u << 20;
        config.upload_bytes = 2u << 20;
        server.start().value();
        client = std::make_unique<support::Client>(server.port());
    }

    ~World()
    {
        server.stop();
        municipalities.stop();
    }

    Answer ask(const Asked& asked)
    {
        std::string out =
            asked.method + ' ' + asked.target + " HTTP/1.1\r\nHost: " + asked.host + "\r\n";
        if (!asked.content) {
            const auto by_key = asked.key == "employee" ? employee : fakes::basic(asked.key);
            out +=
                "Authorization: " + (asked.authorization.empty() ? by_key : asked.authorization) +
                "\r\n";
        }
        out += "X-Experience-API-Version: " + asked.version + "\r\n";
        out += asked.headers;
        if (!asked.type.empty() && !asked.body.empty())
            out += "Content-Type: " + asked.type + "\r\n";
        out += "Content-Length: " + std::to_string(asked.body.size()) + "\r\n\r\n" + asked.body;
        if (asked.content) {
            support::Client fresh(server.content_port());
            fresh.send(out);
            return fresh.receive(asked.method == "HEAD");
        }
        client->send(out);
        auto answer = client->receive(asked.method == "HEAD");
        if (answer.need_eof()) client = std::make_unique<support::Client>(server.port());
        return answer;
    }

    Answer get(const std::string& target, const std::string& key = "all")
    {
        return ask({.target = target, .key = key});
    }

    // Throws unless they are stored.
    Answer post(const std::string& body, const std::string& key = "all")
    {
        auto answer = ask({.body = body, .key = key});
        if (answer.result_int() != 200) throw std::logic_error(answer.body());
        return answer;
    }

    // Of the default tenant.
    lrs::Municipality& city() { return *municipalities.find(lrs::default_tenant); }

    static constexpr const char* base_url = "https://lrs.example";

    std::unique_ptr<storage::Storage> storage;
    lrs::Config config;
    lrs::Offload offload{4};
    lrs::Preparing preparing{2, limits::preparing_bytes};
    lrs::Credentials credentials{storage->settings()};
    lrs::CursorSigner cursors{storage->settings()};
    lrs::Metrics metrics{lrs::routes()};
    std::ostringstream log; // To be read after journal.flush().
    lrs::Journal journal{log, lrs::Level::info};
    lrs::MemoryBudget memory{limits::memory_budget};
    lrs::Municipalities municipalities{
        *storage, journal, lrs::add_own_authority(storage->settings(), base_url).value(), base_url};
    lrs::TrustStore trust;
    lrs::Tenants tenants{storage->settings()};
    lrs::Administration administration{credentials, tenants, base_url};
    support::TemporaryDirectory backups;
    lrs::Operations operations{*storage, tenants, (backups.path() / "all").string()};
    lrs::Origins origins{base_url, "http://content.example"};
    lrs::App app{config,  *storage, offload,    preparing,      credentials,
                 cursors, trust,    tenants,    administration, metrics,
                 journal, memory,   operations, municipalities, origins};
    lrs::Server server{app, lrs::routes()};
    std::unique_ptr<support::Client> client;
    std::string employee = fakes::basic("nobody"); // Authorization of somebody's link, once made.

private:
    void add(const std::string& key, std::initializer_list<std::string_view> scopes,
             storage::Tenant tenant = lrs::default_tenant)
    {
        auto record = json::parse(fakes::stored_credential(key, "all")).as_object();
        record["scopes"] = json::array(scopes.begin(), scopes.end());
        record["authority"] = authority_of(key);
        record["tenant"] = static_cast<std::uint32_t>(tenant);
        storage->settings().put("credential/" + key, serialize(record)).value();
    }
};

} // namespace live

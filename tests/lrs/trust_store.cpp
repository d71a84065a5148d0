// Where the trusted certificates come from. What they vouch for: signature.cpp.
#include "lrs/signature.hpp"
#include "tests/lrs/certificates.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <openssl/err.h>

#include <fstream>
#include <string>

namespace {

namespace files = std::filesystem;

using certificates::authority;
using certificates::certificate;
using certificates::pem;
using lrs::TrustStore;

class Folder {
public:
    files::path put(const files::path& name, std::string_view content) const
    {
        const auto path = directory_.path() / name;
        files::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }

    const files::path& path() const { return directory_.path(); }

private:
    support::TemporaryDirectory directory_;
};

std::string padded(std::string text, std::size_t size)
{
    return std::string(size - text.size(), '\n') + text;
}

constexpr auto none = "this file holds no certificate in PEM";
constexpr auto damaged = "a certificate in this file is damaged";

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_trust_store)

BOOST_AUTO_TEST_CASE(files_of_certificates)
{
    const auto one = pem(authority());
    const auto two = pem(certificate({}));
    auto broken = one;
    broken.replace(broken.find("MI"), 2, "AA");
    auto with_password = one;
    with_password.insert(with_password.find("MI"),
                         "Proc-Type: 4,ENCRYPTED\n"
                         "DEK-Info: AES-128-CBC,00000000000000000000000000000000\n\n");

    const struct {
        const char* name;
        std::string content;
        std::size_t size;
        std::string_view why;
    } rows[] = {
        {"one", one, 1, ""},
        {"two", one + two, 2, ""},
        {"the same twice", one + one, 1, ""},
        {"no line feed at the end", one.substr(0, one.size() - 1), 1, ""},
        {"text around", "Subject: authority\n" + one + "\nthe end", 1, ""},
        {"something else before", pem("0", "X509 CRL") + one, 1, ""},
        {"empty", "", 0, none},
        {"text only", "certificates: see the other file\n", 0, none},
        {"something else", pem("0", "PRIVATE KEY"), 0, none},
        {"in DER", authority(), 0, none},
        {"no end", one.substr(0, one.find("-----END")), 0, damaged},
        {"wrong bytes", broken, 0, damaged},
        {"second one wrong", two + broken, 0, damaged},
        {"encrypted", with_password, 0, damaged},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const Folder folder;
            const auto path = folder.put("trust.pem", row.content);
            const auto trust = TrustStore::load(path);
            BOOST_TEST(ERR_peek_error() == 0u);
            BOOST_REQUIRE(trust.has_value() == row.why.empty());
            if (trust) {
                BOOST_TEST(trust->size() == row.size);
                continue;
            }
            BOOST_TEST((trust.error().kind == base::ErrorKind::invalid));
            BOOST_TEST(trust.error().why == row.why);
            BOOST_TEST(trust.error().where == path.string());
        }
    }
}

BOOST_AUTO_TEST_CASE(folders)
{
    const Folder folder;
    const auto load = [&] { return TrustStore::load(folder.path()); };
    BOOST_TEST(load().value().size() == 0u);

    folder.put("a.pem", pem(authority()));
    folder.put("b.crt", pem(certificate({})));
    folder.put("c.cer", pem(certificate({.subject = "other"})));
    folder.put("a-again.pem", pem(authority()));
    folder.put("README", "not a certificate");
    folder.put("key.pem.old", "not a certificate");
    folder.put("below/d.pem", pem(certificate({.subject = "below"})));
    folder.put("folder.pem/e.txt", "a folder of that name");
    BOOST_TEST(load().value().size() == 3u);

    const auto wrong = folder.put("wrong.pem", "not a certificate");
    const auto refused = load();
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().why == none);
    BOOST_TEST(refused.error().where == wrong.string());
}

BOOST_AUTO_TEST_CASE(no_such_file)
{
    const Folder folder;
    const auto path = folder.path() / "missing.pem";
    const auto trust = TrustStore::load(path);
    BOOST_REQUIRE(!trust.has_value());
    BOOST_TEST((trust.error().kind == base::ErrorKind::invalid));
    BOOST_TEST(trust.error().why == "this file cannot be read");
    BOOST_TEST(trust.error().where == path.string());
}

BOOST_AUTO_TEST_CASE(sizes)
{
    const Folder folder;
    const auto one = pem(authority());
    const auto at = folder.put("at.pem", padded(one, limits::trust_file_bytes));
    BOOST_TEST(TrustStore::load(at).value().size() == 1u);
    const auto over = folder.put("over.pem", padded(one, limits::trust_file_bytes + 1));
    const auto refused = TrustStore::load(over);
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().kind == base::ErrorKind::too_large));
    BOOST_TEST(refused.error().where == over.string());
}

BOOST_AUTO_TEST_CASE(nobody)
{
    BOOST_TEST(TrustStore().size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

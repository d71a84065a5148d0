// Reading a certificate and its key.
#include "lrs/tls.hpp"

#include "base/limits.hpp"
#include "tests/lrs/certified.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace served;

const std::string good_key = pem_key(curve_key());

std::string padded(std::string text, std::size_t size)
{
    text.resize(size, '\n');
    return text;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_tls, Certified)

BOOST_AUTO_TEST_CASE(pairs)
{
    const auto good = pem_certificate("server");
    const auto authority = certificates::pem(certificates::authority());
    constexpr auto most = limits::tls_file_bytes;

    const struct {
        const char* name;
        std::string certificate;
        std::string key;
        bool loads;
        std::string_view warns = "";
    } rows[] = {
        {"elliptic curve", good, good_key, true},
        {"RSA", pem_certificate("server", certificates::signer_key()),
         pem_key(certificates::signer_key()), true},
        {"RSA, too short", pem_certificate("server", certificates::short_key()),
         pem_key(certificates::short_key()), false},
        {"with its chain", good + authority, good_key, true},
        {"chain that is broken", good + authority.substr(0, 100), good_key, false},
        {"as large as may be", padded(good, most), padded(good_key, most), true},
        {"certificate too large", padded(good, most + 1), good_key, false},
        {"key too large", good, padded(good_key, most + 1), false},
        {"expired", pem_certificate("server", curve_key(), long_ago, "2001-01-01T00:00:00Z"),
         good_key, true, "has expired"},
        {"to come", pem_certificate("server", curve_key(), "2099-01-01T00:00:00Z"), good_key, true,
         "is not valid yet"},
        {"key of another", good, pem_key(certificates::signer_key()), false},
        {"key of another of its kind", pem_certificate("server", certificates::signer_key()),
         pem_key(certificates::authority_key()), false},
        {"key behind a passphrase", good, pem_key(curve_key(), "secret"), false},
        {"no certificate", "", good_key, false},
        {"no key", good, "", false},
        {"the wrong way round", good_key, good, false},
        {"text", "certificate", good_key, false},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto before = tls.context();
            install(row.certificate, row.key);
            const auto loaded = tls.load();
            BOOST_TEST(loaded.has_value() == row.loads);
            BOOST_TEST((tls.context() != before) == row.loads);
            if (loaded) {
                BOOST_TEST(loaded->empty() == row.warns.empty());
                BOOST_TEST(loaded->find(row.warns) != loaded->npos);
            } else {
                BOOST_TEST((loaded.error().kind == base::ErrorKind::invalid));
                BOOST_TEST(loaded.error().why.find(folder.path().string()) != std::string::npos);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(files_that_are_not_there)
{
    for (const auto& path : {files.certificate, files.key}) {
        install(pem_certificate("server"));
        BOOST_TEST(tls.load().has_value());
        std::filesystem::remove(path);
        BOOST_TEST(tls.changed());
        BOOST_TEST(tls.load().has_error());
        BOOST_TEST(tls.context() != nullptr);
    }
}

BOOST_AUTO_TEST_CASE(nothing_before_it_is_loaded)
{
    const lrs::Tls other(files);
    BOOST_TEST(other.context() == nullptr);
}

BOOST_AUTO_TEST_CASE(changes_are_seen_once)
{
    BOOST_TEST(!tls.changed());
    ++installed;
    write(files.key, good_key);
    BOOST_TEST(tls.changed());
    BOOST_TEST(tls.load().has_value());
    BOOST_TEST(!tls.changed());

    install("of no use");
    BOOST_TEST(tls.changed());
    BOOST_TEST(tls.load().has_error());
    BOOST_TEST(!tls.changed());
}

BOOST_AUTO_TEST_SUITE_END()

#include "lrs/commands/certificate_watch.hpp"

#include "tests/lrs/certified.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sstream>

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

struct Watched : served::Certified {
    asio::io_context context;
    std::ostringstream log;

    // What is told next.
    std::string next()
    {
        log.str("");
        while (log.str().empty())
            context.run_one();
        return log.str();
    }
};

const std::string again = "the certificate has been read again\n";

} // namespace

BOOST_FIXTURE_TEST_SUITE(lrs_certificate_watch, Watched)

BOOST_AUTO_TEST_CASE(on_a_signal)
{
    const lrs::CertificateWatch watch(context, tls, log, 24h);
    for (int times = 0; times < 2; ++times) {
        const auto before = tls.context();
        std::raise(SIGHUP);
        BOOST_TEST(next() == again);
        BOOST_TEST(tls.context() != before);
    }
}

BOOST_AUTO_TEST_CASE(when_the_files_change)
{
    const lrs::CertificateWatch watch(context, tls, log, 1ms);
    for (int times = 0; times < 2; ++times) {
        const auto before = tls.context();
        install(served::pem_certificate("next"));
        BOOST_TEST(next() == again);
        BOOST_TEST(tls.context() != before);
    }
}

BOOST_AUTO_TEST_CASE(a_pair_of_no_use_changes_nothing)
{
    const lrs::CertificateWatch watch(context, tls, log, 1ms);
    const auto before = tls.context();
    install("of no use");
    const auto told = next();
    BOOST_TEST(told.find("the certificate stays as it is: ") == 0u);
    BOOST_TEST(told.find('\n') == told.size() - 1);
    BOOST_TEST(tls.context() == before);

    // It is told of once.
    log.str("");
    for (int rounds = 0; rounds < 5; ++rounds)
        context.run_one();
    BOOST_TEST(log.str() == "");

    install(served::pem_certificate("next"));
    BOOST_TEST(next() == again);
    BOOST_TEST(tls.context() != before);
}

BOOST_AUTO_TEST_CASE(an_expired_one_is_taken_with_a_word)
{
    const lrs::CertificateWatch watch(context, tls, log, 24h);
    install(served::pem_certificate("old", served::curve_key(), served::long_ago,
                                    "2001-01-01T00:00:00Z"));
    std::raise(SIGHUP);
    BOOST_TEST(next() == "certificate: " + files.certificate.string() + " has expired\n" + again);
}

BOOST_AUTO_TEST_SUITE_END()

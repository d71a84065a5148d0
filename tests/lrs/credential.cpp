#include "lrs/auth/credential.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace lrs;

constexpr Scope asked[] = {Scope::statements_write,
                           Scope::statements_read_mine,
                           Scope::statements_read,
                           Scope::state,
                           Scope::profile,
                           Scope::define,
                           Scope::all_read,
                           Scope::all,
                           Scope::admin};

// One letter for each scope of `asked`: x may, - may not.
std::string allowed(std::uint32_t scopes)
{
    Credential credential;
    credential.scopes = scopes;
    std::string out;
    for (const auto scope : asked)
        out += credential.may(scope) ? 'x' : '-';
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(lrs_credential)

BOOST_AUTO_TEST_CASE(scopes)
{
    const struct {
        std::string_view name; // As the standard writes it.
        std::string_view allowed;
    } rows[] = {
        //                          wmrspdRaA
        {"statements/write", /*   */ "x--------"}, {"statements/read/mine", /**/ "-x-------"},
        {"statements/read", /*    */ "-xx------"}, {"state", /*              */ "---x-----"},
        {"profile", /*            */ "----x----"}, {"define", /*             */ "-----x---"},
        {"all/read", /*           */ "-xx---x--"}, {"all", /*                */ "xxxxxxxx-"},
        {"admin", /*              */ "xxxxxxxxx"},
    };

    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name)
        {
            const auto scope = scope_named(row.name);
            BOOST_REQUIRE(scope.has_value());
            BOOST_TEST(to_string(*scope) == row.name);
            BOOST_TEST(allowed(static_cast<std::uint32_t>(*scope)) == row.allowed);
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_several_and_unknown)
{
    BOOST_TEST(allowed(0) == "---------");
    BOOST_TEST(Credential{}.may(Scope::none));
    BOOST_TEST(allowed(static_cast<std::uint32_t>(Scope::statements_write) |
                       static_cast<std::uint32_t>(Scope::state)) == "x--x-----");
    BOOST_TEST(!scope_named("statements").has_value());
    BOOST_TEST(!scope_named("").has_value());
    BOOST_TEST(!scope_named("ALL").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

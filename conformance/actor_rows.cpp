// Agents, groups, accounts and authorities.
#include "conformance/statements.hpp"

namespace conformance {
namespace {

constexpr Row unknown[] = {
    {"agent.unknown", {"/actor/member/0/Name", R"("Ada")"}, {"/actor/member/0/name", R"("Ada")"}},
    {"agent.unknown", {"/authority/member", "[]"}, {"/actor/member", "[]"}},
    {"group.unknown", {"/actor/members", "[]"}, {"/actor/member", "[]"}},
    {"account.unknown",
     {"/actor/account/homepage", R"("https://hr.example.org")"},
     {"/actor/account/homePage", R"("https://hr.example.org")"}},
};

constexpr Row agents[] = {
    {"agent.name.string", {"/actor/name", "7"}, {"/actor/name", R"("")"}},
    {"agent.mbox.mailto",
     {"/actor/mbox", R"("ada@example.org")"},
     {"/actor/mbox", R"("mailto:ada+1@mail.example.org")"}},
    {"agent.mbox.mailto",
     {"/actor/mbox", R"("mailto:ada.example.org")"},
     {"/actor/mbox", R"("mailto:a@b")"}},
    {"agent.mbox.mailto",
     {"/actor/mbox", R"(["mailto:ada@example.org"])"},
     {"/actor/mbox", R"("mailto:Ada@EXAMPLE.org")"}},
    {"agent.mbox_sha1sum.sha1",
     {"/actor", R"({"mbox_sha1sum": "da39a3ee5e6b4b0d3255bfef95601890afd8070"})"},
     {"/actor", R"({"mbox_sha1sum": "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"})"},
     "/actor/mbox_sha1sum"},
    {"agent.mbox_sha1sum.sha1",
     {"/actor", R"({"mbox_sha1sum": "ga39a3ee5e6b4b0d3255bfef95601890afd80709"})"},
     {"/actor", R"({"mbox_sha1sum": "fa39a3ee5e6b4b0d3255bfef95601890afd80709"})"},
     "/actor/mbox_sha1sum"},
    {"agent.openid.uri",
     {"/actor", R"({"openid": "id.example.org/ada"})"},
     {"/actor", R"({"openid": "https://id.example.org/ada"})"},
     "/actor/openid"},
    {"agent.openid.uri",
     {"/actor", R"({"openid": "https://id.example.org/Zoë"})"},
     {"/actor", R"({"openid": "https://id.example.org/Zo%C3%AB"})"},
     "/actor/openid"},
    {"agent.account.object",
     {"/actor", R"({"account": "ada"})"},
     {"/actor", R"({"account": {"homePage": "https://hr.example.org", "name": "ada"}})"},
     "/actor/account"},
};

constexpr Row identifiers[] = {
    {"agent.ifi.missing", {"/actor/mbox"}, {"/actor/name", R"("Ada")"}, "/actor"},
    {"agent.ifi.missing",
     {"/actor", "{}"},
     {"/actor", R"({"openid": "https://id.example.org/ada"})"}},
    {"agent.ifi.one",
     {"/actor/openid", R"("https://id.example.org/ada")"},
     {"/actor", R"({"openid": "https://id.example.org/ada"})"}},
    {"agent.ifi.one",
     {"/actor/mbox_sha1sum", R"("da39a3ee5e6b4b0d3255bfef95601890afd80709")"},
     {"/actor", R"({"mbox_sha1sum": "da39a3ee5e6b4b0d3255bfef95601890afd80709"})"}},
};

constexpr Row accounts[] = {
    {"account.homePage.missing",
     {"/actor/account", R"({"name": "crew-7"})"},
     {"/actor/account", R"({"homePage": "a:", "name": "crew-7"})"},
     "/actor/account/homePage"},
    {"account.homePage.iri",
     {"/actor/account/homePage", R"("hr.example.org")"},
     {"/actor/account/homePage", R"("https://hr_example.org")"}},
    {"account.name.missing", {"/actor/account/name"}, {"/actor/account/name", R"("")"}},
    {"account.name.string", {"/actor/account/name", "7"}, {"/actor/account/name", R"("7")"}},
};

constexpr Row groups[] = {
    {"group.name.string", {"/actor/name", "{}"}, {"/actor/name"}},
    {"group.account.object", {"/actor/account", "7"}, {"/actor/name", R"("7")"}},
    {"group.mbox.mailto",
     {"/actor", R"({"objectType": "Group", "mbox": "http://example.org"})"},
     {"/actor", R"({"objectType": "Group", "mbox": "mailto:crew@example.org"})"},
     "/actor/mbox"},
    {"group.mbox_sha1sum.sha1",
     {"/actor", R"({"objectType": "Group", "mbox_sha1sum": ""})"},
     {"/actor",
      R"({"objectType": "Group", "mbox_sha1sum": "da39a3ee5e6b4b0d3255bfef95601890afd80709"})"},
     "/actor/mbox_sha1sum"},
    {"group.openid.uri",
     {"/actor", R"({"objectType": "Group", "openid": "//example.org/crew"})"},
     {"/actor", R"({"objectType": "Group", "openid": "http://example.org/crew"})"},
     "/actor/openid"},
    {"group.ifi.one",
     {"/actor/mbox", R"("mailto:crew@example.org")"},
     {"/actor", R"({"objectType": "Group", "mbox": "mailto:crew@example.org"})"}},
    {"group.member.list",
     {"/actor/member", R"({"mbox": "mailto:ada@example.org"})"},
     {"/actor/member", R"([{"mbox": "mailto:ada@example.org"}])"}},
    {"group.member.list", {"/actor/member", R"("Ada")"}, {"/actor/member", "[]"}},
    {"group.member.object", {"/actor/member/0", R"("Ada")"}, {"/actor/member/0"}},
};

constexpr Row members[] = {
    {"group.member.objectType",
     {"/actor/member/0", R"({"objectType": "Group", "mbox": "mailto:crew@example.org"})"},
     {"/actor/member/0", R"({"objectType": "Agent", "mbox": "mailto:crew@example.org"})"},
     "/actor/member/0/objectType"},
    {"group.member.objectType",
     {"/actor/member/0", R"({"objectType": "Group", "member": []})"},
     {"/actor/member/-", R"({"mbox": "mailto:bob@example.org"})"},
     "/actor/member/0/objectType"},
};

constexpr Row anonymous[] = {
    {"group.member.missing", {"/actor/member"}, {"/actor/name", R"("Crew")"}, "/actor"},
    {"group.member.some",
     {"/actor/member", "[]"},
     {"/actor", R"({"objectType": "Group", "mbox": "mailto:crew@example.org", "member": []})"}},
};

constexpr Row authorities[] = {
    {"statement.authority.object",
     {"/authority", R"("ada")"},
     {"/authority", R"({"mbox": "mailto:ada@example.org"})"}},
    {"statement.authority.objectType",
     {"/authority/objectType", R"("agent")"},
     {"/authority/objectType", R"("Agent")"}},
    {"statement.authority.anonymous",
     {"/authority", R"({"objectType": "Group", "mbox": "mailto:crew@example.org", "member": [
         {"account": {"homePage": "https://lrs.example.org", "name": "key"}},
         {"mbox": "mailto:ada@example.org"}]})"},
     {"/authority", R"({"objectType": "Group", "member": [
         {"account": {"homePage": "https://lrs.example.org", "name": "key"}},
         {"mbox": "mailto:ada@example.org"}]})"}},
};

constexpr Row applications[] = {
    {"statement.authority.two",
     {"/member/1"},
     {"/member/1", R"({"openid": "https://id.example.org/ada"})"},
     ""},
    {"statement.authority.two",
     {"/member/-", R"({"mbox": "mailto:bob@example.org"})"},
     {"/member/1", R"({"mbox": "mailto:bob@example.org"})"},
     ""},
};

constexpr Row consumers[] = {
    {"statement.authority.account",
     {"/member/0", R"({"mbox": "mailto:application@example.org"})"},
     {"/member/0", R"({"account": {"homePage": "https://lrs.example.org", "name": "other"}})"},
     ""},
};

constexpr Row agents_alone[] = {
    {"root.agent.object", {"", R"("mailto:ada@example.org")"}, {"/name", R"("Ada")"}},
    {"root.agent.objectType", {"/objectType", R"("Person")"}, {"/objectType", R"("Agent")"}},
};

constexpr Row groups_alone[] = {
    {"root.agent.identified", {"/mbox"}, {"/member"}, ""},
};

constexpr Section all[] = {
    {"2.2.s4.b1.b5, b7", "4.2.1", Versions::both, "full", unknown},
    {"2.4.2.1.s2.table1, 2.4.2.3.s3.table1", "4.2.2.1", Versions::both, "minimal", agents},
    {"2.4.2.1.s2.b1, b2", "4.2.2.1, 4.2.4.2", Versions::both, "minimal", identifiers},
    {"2.4.2.4.s2.table1", "4.2.2.1", Versions::both, "full", accounts},
    {"2.4.2.2.s2.table2", "4.2.2.1, 4.2.4.2", Versions::both, "full", groups},
    {"2.4.2.2.s4.b2, s5.b2", "4.2.4.2", Versions::both, "anonymous group", members},
    {"2.4.2.2.s4.b1", "4.2.2.1", Versions::both, "anonymous group", anonymous},
    {"2.4.9.s3.b1", "4.2.2", Versions::both, "full", authorities},
    {"2.4.9.s3.b1", "", Versions::both, "application and user", applications},
    {"2.4.9.s7.b2", "", Versions::v1_0_3, "application and user", consumers},
    {"2.2.s4.b4", "4.1.6.1", Versions::both, "agent", agents_alone},
    {"2.2.s4.b4", "4.1.6.1", Versions::both, "group", groups_alone},
};

} // namespace

constexpr std::span<const Section> actor_sections = all;

} // namespace conformance

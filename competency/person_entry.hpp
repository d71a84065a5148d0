// What is told of a tenant's persons, one entry at a time: who they are, which agents of statements
// they are, where they work, what is expected of them. Entries are never changed or taken back; a
// later one says otherwise.
//
// Two times: `from` is when something holds (effective), `recorded` is when it was said. What an
// entry says replaces, from its `from` on and for good, what was said about the same subject
// before: with an `until`, nothing holds behind it. `until` = `from` says that it does not hold
// from then on. The subject is
//   link, unlink      the identity (an unlink takes only what the person named in it holds)
//   person, left, member, profile    the person: one description, one unit, one profile at a time
//   role              the person, the role and the unit of the role
//   unit              the unit
//   merge, unmerge    the person; they have no `from`: two records always were one person, it only
//                     became known when it was recorded
#pragma once

#include "base/error.hpp"
#include "base/uuid.hpp"
#include "competency/intervals.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace competency {

// A pseudonym: it says nothing about its bearer. Made outside, of random bytes.
struct PersonId {
    base::Uuid uuid;

    auto operator<=>(const PersonId&) const = default;
};

// "p_" and 32 hexadecimal digits in lower case.
std::string to_string(PersonId id);
std::optional<PersonId> parse_person_id(std::string_view text);

// Each says its kind's byte and name, which are on disks and in exports and never change, and shows
// its members to a visitor in the order in which they are written:
//   person(name, PersonId&)  identity(name, std::string&)  from(Timestamp&)  until(Timestamp&)
//   required(name, std::string&)  optional(name, std::string&): texts; the latter may be empty.
namespace said {

// The person is the agent of this statements::identity().
struct Link {
    static constexpr char kind = 'L';
    static constexpr std::string_view name = "link";

    PersonId person;
    std::string identity;
    Timestamp from;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        visitor.person("person", self.person);
        visitor.identity("agent", self.identity);
        visitor.from(self.from);
    }

    bool operator==(const Link&) const = default;
};

struct Unlink {
    static constexpr char kind = 'U';
    static constexpr std::string_view name = "unlink";

    PersonId person;
    std::string identity;
    Timestamp from;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        Link::visit(self, visitor);
    }

    bool operator==(const Unlink&) const = default;
};

struct Merge {
    static constexpr char kind = 'M';
    static constexpr std::string_view name = "merge";

    PersonId person;
    PersonId into;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        visitor.person("person", self.person);
        visitor.person("into", self.into);
    }

    bool operator==(const Merge&) const = default;
};

struct Unmerge {
    static constexpr char kind = 'S';
    static constexpr std::string_view name = "unmerge";

    PersonId person;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        visitor.person("person", self.person);
    }

    bool operator==(const Unmerge&) const = default;
};

// The first one about an id makes the person known. Texts may be empty: not said.
struct Person {
    static constexpr char kind = 'P';
    static constexpr std::string_view name = "person";

    PersonId person;
    std::string number; // The personnel number; in use for one person.
    std::string given_name;
    std::string family_name;
    std::string mail;
    Timestamp from;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        visitor.person("person", self.person);
        visitor.optional("number", self.number);
        visitor.optional("givenName", self.given_name);
        visitor.optional("familyName", self.family_name);
        visitor.optional("mail", self.mail);
        visitor.from(self.from);
    }

    bool operator==(const Person&) const = default;
};

// Not employed from then on, or until then. Nothing else ends by it.
struct Left {
    static constexpr char kind = 'E';
    static constexpr std::string_view name = "left";

    PersonId person;
    Timestamp from;
    Timestamp until = forever;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        visitor.person("person", self.person);
        visitor.from(self.from);
        visitor.until(self.until);
    }

    bool operator==(const Left&) const = default;
};

// The first one about an id makes the unit known.
struct Unit {
    static constexpr char kind = 'O';
    static constexpr std::string_view name = "unit";

    std::string unit;
    std::string parent; // Empty: it is in no other.
    std::string title;
    Timestamp from;
    Timestamp until = forever;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        visitor.required("unit", self.unit);
        visitor.optional("parent", self.parent);
        visitor.required("name", self.title);
        visitor.from(self.from);
        visitor.until(self.until);
    }

    bool operator==(const Unit&) const = default;
};

struct Member {
    static constexpr char kind = 'B';
    static constexpr std::string_view name = "member";

    PersonId person;
    std::string unit;
    Timestamp from;
    Timestamp until = forever;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        visitor.person("person", self.person);
        visitor.required("unit", self.unit);
        visitor.from(self.from);
        visitor.until(self.until);
    }

    bool operator==(const Member&) const = default;
};

// A role profile of the competency model, by its id.
struct Profile {
    static constexpr char kind = 'F';
    static constexpr std::string_view name = "profile";

    PersonId person;
    std::string profile;
    Timestamp from;
    Timestamp until = forever;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        visitor.person("person", self.person);
        visitor.required("profile", self.profile);
        visitor.from(self.from);
        visitor.until(self.until);
    }

    bool operator==(const Profile&) const = default;
};

// What makes an attestation count: "supervisor". The unit may be empty: not said.
struct Role {
    static constexpr char kind = 'R';
    static constexpr std::string_view name = "role";

    PersonId person;
    std::string role;
    std::string unit;
    Timestamp from;
    Timestamp until = forever;

    template <class Self, class Visitor>
    static void visit(Self& self, Visitor& visitor)
    {
        visitor.person("person", self.person);
        visitor.required("role", self.role);
        visitor.optional("unit", self.unit);
        visitor.from(self.from);
        visitor.until(self.until);
    }

    bool operator==(const Role&) const = default;
};

} // namespace said

using Said = std::variant<said::Link, said::Unlink, said::Merge, said::Unmerge, said::Person,
                          said::Left, said::Unit, said::Member, said::Profile, said::Role>;

// The kind for which `is(kind, name)` holds, with nothing in it yet. Empty: there is none.
template <class Is>
std::optional<Said> blank_said(Is is)
{
    std::optional<Said> out;
    const auto look = [&]<class Kind>(std::in_place_type_t<Kind>) {
        if (is(Kind::kind, Kind::name)) out = Kind{};
    };
    [&]<std::size_t... at>(std::index_sequence<at...>) {
        (look(std::in_place_type<std::variant_alternative_t<at, Said>>), ...);
    }(std::make_index_sequence<std::variant_size_v<Said>>{});
    return out;
}

// Who entered something, and when. Numbers and times ascend; equal times are ordered by number.
struct EntryStamp {
    std::uint64_t number = 0; // From 1.
    Timestamp recorded;
    std::string by;

    bool operator==(const EntryStamp&) const = default;
};

struct PersonEntry {
    EntryStamp stamp;
    std::string why; // May be empty.
    Said said;

    bool operator==(const PersonEntry&) const = default;
};

// What is wrong with an entry whatever else is known: texts too long, empty, no UTF-8 or with
// control characters, identities and addresses that are none, `until` before `from`, years beyond
// 9999. `where` is the entry's own place.
void check_person_entry(const PersonEntry& entry, const std::string& where,
                        base::Complaints& errors);

} // namespace competency

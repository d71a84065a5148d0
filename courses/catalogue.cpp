#include "courses/catalogue.hpp"

#include "base/limits.hpp"
#include "courses/catalogue_books.hpp"

namespace courses {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;
using storage::RecordChange;

constexpr int attempts = 100;
// Of a change that expected something else.
constexpr auto overtaken = ErrorKind::precondition;

Error no_course()
{
    return {ErrorKind::not_found, "There is no such course, or it takes nobody any more", "course"};
}

Error not_in_it()
{
    return {ErrorKind::not_found, "He neither takes part in this course nor waits for a place"};
}

Error made_by(Error error)
{
    if (error.kind == ErrorKind::conflict) error.kind = overtaken;
    return error;
}

// Again as long as others change what it was thought of with.
template <class Attempt>
auto until_settled(Attempt attempt) -> decltype(attempt())
{
    for (int left = attempts; left > 0; --left) {
        auto out = attempt();
        if (out || out.error().kind != overtaken) return out;
    }
    return Error{ErrorKind::busy, "Many enrol for this course at the moment; try again"};
}

// Where a voucher is redeemed. There is no ledger of vouchers yet: when a course needs one, the
// office says which it was, and it is noted. A ledger would be asked here, with the course and the
// person, before anything is kept, and would have to take the same voucher of the same person
// again: an enrolment that others overtake comes here once more.
Result<> redeem(const Offer& offer, const std::optional<std::string>& voucher)
{
    if (!offer.voucher_needed || voucher) return {};
    return Error{ErrorKind::conflict,
                 "This course needs a voucher, which only the administration can redeem",
                 "voucher"};
}

Result<> check_terms(const Offer& offer, Asking asking, const std::optional<std::string>& voucher)
{
    if (asking == Asking::learner && !offer.open) {
        return Error{ErrorKind::conflict,
                     "This course is not open: only the administration can enrol somebody"};
    }
    return redeem(offer, voucher);
}

} // namespace

Result<std::shared_ptr<const Package>> Catalogue::latest(const base::Uuid& course) const
{
    const auto id = shelf_.latest_of(course);
    if (!id) return no_course();
    auto found = shelf_.find(*id);
    if (found && !*found) return no_course();
    return found;
}

Result<Roll> Catalogue::offer(const base::Uuid& course, const Offer& offer)
{
    if (!shelf_.latest_of(course)) return no_course();
    const std::lock_guard lock(changing_);
    const auto set = until_settled([&]() -> Result<> {
        auto books = read(course, {});
        if (!books) return books.error();
        books->roll.offer = offer;
        const RecordChange changes[] = {books->put_roll(course)};
        if (auto kept = records_.change(tenant_, changes); !kept) return made_by(kept.error());
        return {};
    });
    if (!set) return set.error();
    if (auto filled = fill(course); !filled) return filled.error();
    return roll(course);
}

Result<Taken> Catalogue::enrol(const base::Uuid& course, const json::object& actor, Asking asking,
                               const std::optional<std::string>& voucher)
{
    const auto identity = enrolled_identity(actor);
    if (!identity) return identity.error();
    Wish wish{course, actor, *identity, asking};
    if (voucher && !voucher->empty()) wish.voucher = voucher;
    const std::lock_guard lock(changing_);
    auto taken = until_settled([&] { return attempt(wish); });
    if (!taken || taken->registration) return taken;
    // There may be a place that nobody has been given yet.
    if (auto filled = fill(course); !filled) return filled.error();
    const auto now = find(course, *identity);
    if (!now) return now.error();
    if (!*now) return taken;
    return standing(**now);
}

Result<Taken> Catalogue::admit(const std::shared_ptr<const Package>& package,
                               const json::object& actor)
{
    const auto identity = enrolled_identity(actor);
    if (!identity) return identity.error();
    const Wish wish{package->course, actor, *identity, Asking::office, {}, package};
    const std::lock_guard lock(changing_);
    return until_settled([&] { return attempt(wish); });
}

Result<Taken> Catalogue::attempt(const Wish& wish)
{
    auto books = read(wish.course, wish.identity);
    if (!books) return books.error();
    if (books->takes_part()) return Taken{books->registration};
    if (wish.package) return let_in(wish, std::move(*books));

    if (!shelf_.latest_of(wish.course)) return no_course();
    if (books->waits()) return standing(*books->part);
    const auto& kept = books->part ? books->part->voucher : std::nullopt;
    const auto& roll = books->roll;
    if (auto fine = check_terms(roll.offer, wish.asking, wish.voucher ? wish.voucher : kept); !fine)
        return fine.error();
    const bool must_wait = !roll.has_place() || (roll.offer.places && roll.waiting > 0);
    return must_wait ? put_on_list(wish, std::move(*books)) : let_in(wish, std::move(*books));
}

Result<Taken> Catalogue::let_in(const Wish& wish, Books books)
{
    std::vector<RecordChange> changes;
    if (books.waits()) changes.push_back(books.take_ticket(wish.course));
    ++books.roll.participants;
    Participation now{wish.course, wish.actor, Part::taking, now_(), 0, wish.voucher};
    if (!now.voucher && books.part) now.voucher = books.part->voucher;
    changes.push_back(books.put_roll(wish.course));
    changes.push_back(books.put_part(wish.course, wish.identity, now));

    if (books.registration) {
        if (auto kept = records_.change(tenant_, changes); !kept) return made_by(kept.error());
        return Taken{std::move(books.registration)};
    }
    auto package = wish.package;
    if (!package) {
        auto found = latest(wish.course);
        if (!found) return found.error();
        package = std::move(*found);
    }
    auto admission = shelf_.admission(package->id);
    if (!admission) return admission.error();
    changes.push_back(std::move(*admission));
    auto enrolled = enrolments_.enrol(*package, wish.actor, std::move(changes));
    if (!enrolled) return made_by(enrolled.error());
    if (!enrolled->is_new) return Error{overtaken, "he was registered meanwhile"};
    if (auto told = registered_(*package, enrolled->registration); !told) return told.error();
    return Taken{std::move(enrolled->registration), 0, true};
}

Result<Taken> Catalogue::put_on_list(const Wish& wish, Books books)
{
    if (books.roll.waiting >= limits::course_waiting) {
        return Error{ErrorKind::too_many,
                     std::to_string(limits::course_waiting) + " wait for this course already"};
    }
    ++books.roll.waiting;
    Participation now{wish.course, wish.actor,           Part::waiting,
                      now_(),      ++books.roll.tickets, wish.voucher};
    if (!now.voucher && books.part) now.voucher = books.part->voucher;
    const RecordChange changes[] = {books.put_roll(wish.course),
                                    books.put_part(wish.course, wish.identity, now),
                                    {std::string(tickets), ticket_key(wish.course, now.ticket),
                                     part_key(wish.course, wish.identity), storage::Former{}}};
    if (auto kept = records_.change(tenant_, changes); !kept) return made_by(kept.error());
    return standing(now);
}

Result<> Catalogue::withdraw(const base::Uuid& course, std::string_view identity)
{
    const std::lock_guard lock(changing_);
    if (auto left = until_settled([&] { return leave(course, identity); }); !left) return left;
    return fill(course);
}

Result<> Catalogue::leave(const base::Uuid& course, std::string_view identity)
{
    auto books = read(course, identity);
    if (!books) return books.error();
    if (!books->part && !books->registration) return not_in_it();
    if (!books->waits() && !books->takes_part()) return {};

    std::vector<RecordChange> changes;
    std::optional<Participation> now;
    if (books->registration) {
        now = Participation{course, books->registration->actor, Part::withdrawn, now_()};
        if (books->part) now->voucher = books->part->voucher;
    }
    if (books->waits())
        changes.push_back(books->take_ticket(course));
    else if (books->part && books->roll.participants > 0)
        --books->roll.participants;
    changes.push_back(books->put_roll(course));
    changes.push_back(books->put_part(course, identity, now));
    if (auto kept = records_.change(tenant_, changes); !kept) return made_by(kept.error());
    return {};
}

// Whether somebody was.
Result<bool> Catalogue::promote(const base::Uuid& course)
{
    const auto first = records_.scan(tenant_, tickets, base::to_string(course) + '/', "", 1);
    if (!first) return first.error();
    if (first->empty()) return false;
    const auto text = records_.get(tenant_, participations, first->front().value);
    if (!text) return text.error();
    if (!*text) return Error{overtaken, "he has left meanwhile"};
    const auto part = decode_participation(**text);
    if (!part) return part.error();
    const auto identity = enrolled_identity(part->actor);
    if (!identity) return identity.error();
    auto books = read(course, *identity);
    if (!books) return books.error();
    if (!books->waits()) return Error{overtaken, "he has left meanwhile"};
    if (!books->roll.has_place()) return false;
    if (!books->registration && !shelf_.latest_of(course)) return false;
    const Wish wish{course, part->actor, *identity, Asking::office, part->voucher};
    const auto taken = let_in(wish, std::move(*books));
    if (!taken) return taken.error();
    return true;
}

Result<> Catalogue::fill(const base::Uuid& course)
{
    while (true) {
        const auto promoted = until_settled([&] { return promote(course); });
        if (!promoted) return promoted.error();
        if (!*promoted) return {};
    }
}

} // namespace courses

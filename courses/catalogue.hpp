// The courses that one tenant offers: on which terms, who takes part, and who waits for a place.
//
// Operation    A course is Package::course. Whoever enrols gets the latest version of it, or, when
//              its places are taken, one behind the others on a waiting list. A place that becomes
//              free goes to the first who waits. Whoever withdraws keeps his registration, which
//              is taken up again when he enrols again.
// Records      "course-roll" by course: the offer and the counts. "participation" by person and
//              course. "course-waiting" by course and ticket: whose it is. A change expects the
//              roll as it was read, so that of two who want the last place one gets it, whichever
//              servers they ask.
// Before it    Whoever was registered without the catalogue takes part, and takes no place.
// Concurrency  Any thread may call anything; all of it blocks. Counts that others change meanwhile
//              are read again.
#pragma once

#include "courses/enrolments.hpp"
#include "courses/package_shelf.hpp"
#include "courses/participation.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace courses {

// Whose wish an enrolment is. The office may enrol for what employees may not by themselves.
enum class Asking { learner, office };

// How somebody stands in a course. One of both is there.
struct Taken {
    std::optional<Registration> registration; // He takes part.
    std::size_t position = 0;                 // He waits: as so many-th, counted from 1.
    bool is_new = false;                      // The registration was made now.
};

struct CourseRoll {
    base::Uuid course;
    Roll roll;
};

class Catalogue {
public:
    // Told of everybody who takes part from now on; may be told again.
    using Registered = std::function<base::Result<>(const Package&, const Registration&)>;

    Catalogue(storage::RecordStore& records, storage::Tenant tenant, storage::Clock now,
              PackageShelf& shelf, Enrolments& enrolments, Registered registered)
        : records_(records), tenant_(tenant), now_(std::move(now)), shelf_(shelf),
          enrolments_(enrolments), registered_(std::move(registered))
    {
    }

    // Of a course of which nothing was said, an empty one.
    base::Result<Roll> roll(const base::Uuid& course) const;

    // Those that employees may enrol for themselves, by course.
    base::Result<std::vector<CourseRoll>> open_courses(std::optional<base::Uuid> after,
                                                       std::size_t limit) const;

    // Sets the terms. More places are given to those who wait; nobody loses his by fewer.
    //   not_found  there is no such course, or all its versions are removed
    base::Result<Roll> offer(const base::Uuid& course, const Offer& offer);

    // `actor`: an Agent with an account. Whoever takes part or waits already, goes on.
    //   not_found  as offer()
    //   conflict   the learner may not enrol himself, or a voucher is missing (redeem())
    //   too_many   limits::course_waiting wait
    //   invalid    as Enrolments::enrol()
    base::Result<Taken> enrol(const base::Uuid& course, const boost::json::object& actor,
                              Asking asking, const std::optional<std::string>& voucher = {});

    // For this version, whatever the terms are, and whether there is a place or not.
    //   conflict   the package has been removed
    base::Result<Taken> admit(const std::shared_ptr<const Package>& package,
                              const boost::json::object& actor);

    // Who has withdrawn already stays so.  not_found: he neither takes part nor waits
    base::Result<> withdraw(const base::Uuid& course, std::string_view identity);

    // By statements::identity(). Empty: he has nothing to do with the course.
    base::Result<std::optional<Participation>> find(const base::Uuid& course,
                                                    std::string_view identity) const;
    base::Result<std::vector<Participation>> of_person(std::string_view identity) const;
    base::Result<Taken> standing(const Participation& participation) const;

private:
    struct Wish;
    struct Books; // What was read of a course and of one person in it.

    base::Result<Books> read(const base::Uuid& course, std::string_view identity) const;
    base::Result<std::shared_ptr<const Package>> latest(const base::Uuid& course) const;
    base::Result<Taken> attempt(const Wish& wish);
    base::Result<Taken> let_in(const Wish& wish, Books books);
    base::Result<Taken> put_on_list(const Wish& wish, Books books);
    base::Result<> leave(const base::Uuid& course, std::string_view identity);
    base::Result<bool> promote(const base::Uuid& course);
    base::Result<> fill(const base::Uuid& course);
    base::Result<std::size_t> position(const Participation& participation) const;

    storage::RecordStore& records_;
    const storage::Tenant tenant_;
    const storage::Clock now_;
    PackageShelf& shelf_;
    Enrolments& enrolments_;
    const Registered registered_;
    std::mutex changing_; // One at a time here; those of other servers are met by the records.
};

} // namespace courses

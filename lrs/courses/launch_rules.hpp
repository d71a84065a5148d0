// What content that was launched may do with xAPI: report about its learner in its registration,
// and read what is his. For cmi5 the rules are those of the standard (content/cmi5_gate.hpp,
// content/cmi5_documents.hpp); for TinCan, whose launches have none, these:
//
//   launch.actor         statements and documents are about the actor of the launch
//   launch.registration  what names a registration names that of the launch
//   launch.voiding       content voids nothing
//   launch.activity      profiles are written of activities of the package alone
#pragma once

#include "lrs/app.hpp"
#include "lrs/courses/launch_access.hpp"
#include "lrs/request.hpp"
#include "statements/accept.hpp"
#include "storage/statement_store.hpp"

#include <boost/json/value.hpp>

#include <span>
#include <string_view>

namespace lrs {

// Of a request of content at the resource of this path (lrs/routes.cpp), but for statements that it
// sends. A query of statements becomes one of the learner's. Blocks.
//   forbidden, invalid  what it must not do
base::Result<> admit_content_request(const LaunchAccess& access, std::string_view resource,
                                     Request& request);

// Whether a statement of the store is one that content of this launch may read.
bool is_of_learner(const LaunchAccess& access, const boost::json::value& stored);

// Stores what content has sent: all of it or nothing. `received`: as it came; `prepared`: the same
// statements. Blocks until they are durable.
base::Result<storage::Committed> store_of_content(const LaunchAccess& access,
                                                  std::span<const boost::json::value> received,
                                                  statements::PreparedBatch prepared,
                                                  storage::Storage& storage,
                                                  storage::Tenant tenant);

// What others have stored and what looks like a statement of a cmi5 session is judged by the rules
// of that session. Blocks; to be asked only when it may say so (looks_like_cmi5).
base::Result<> judge_others(CourseOffice& office, std::span<const std::string> statements);

// Whether the text of a statement names a cmi5 session. Fast, and true too often.
bool looks_like_cmi5(std::string_view statement);

} // namespace lrs

// The State, Activity Profile and Agent Profile resources: one behaviour, three sets of parameters
// (xAPI 1.0.3 Communication 2.2, 2.3, 2.6, 2.7, 3.1; IEEE 9274.1.1 4.1.5.1, 4.1.6.2, 4.1.6.5,
// 4.1.6.6).
//
//   state               activityId  agent  [registration]  stateId
//   activities/profile  activityId                         profileId
//   agents/profile                  agent                  profileId
//
// Without the id, GET lists ids ([since]) and, of states, DELETE removes all. Without a
// registration that is done over all of them, while one document means the one stored without.
#pragma once

#include "lrs/app.hpp"
#include "lrs/request.hpp"
#include "lrs/response.hpp"
#include "storage/document_store.hpp"

#include <boost/asio/awaitable.hpp>

namespace lrs {

using storage::DocumentKind;

boost::asio::awaitable<Response> get_documents(DocumentKind kind, Request request, App& app);

// Overwrites. Without If-Match and If-None-Match a document that is there stays (409) and under
// 1.0.3 a new profile is refused (400); a state under 1.0.3 is written all the same.
boost::asio::awaitable<Response> put_document(DocumentKind kind, Request request, App& app);

// Merges two JSON objects, member by member, the posted one winning; what is not there is stored.
boost::asio::awaitable<Response> post_document(DocumentKind kind, Request request, App& app);

boost::asio::awaitable<Response> delete_documents(DocumentKind kind, Request request, App& app);

} // namespace lrs

// The checks that the tables in shapes.cpp point at: formats of single values, and rules between
// values.
#pragma once

#include "statements/shapes.hpp"

namespace statements::shapes {

// Formats.
bool is_text(const boost::json::value& value);
bool is_boolean(const boost::json::value& value);
bool is_number(const boost::json::value& value);
bool is_octets(const boost::json::value& value);
bool is_iri(const boost::json::value& value);
bool is_uri(const boost::json::value& value);
bool is_mailto(const boost::json::value& value);
bool is_sha1(const boost::json::value& value);
bool is_sha2(const boost::json::value& value);
bool is_uuid(const boost::json::value& value);
bool is_iso8601(const boost::json::value& value);
bool is_rfc3339(const boost::json::value& value);
bool is_duration(const boost::json::value& value);
bool is_language(const boost::json::value& value);
bool is_media_type(const boost::json::value& value);
bool is_interaction_type(const boost::json::value& value);
bool is_version_1_0(const boost::json::value& value);
bool is_version_1_0_or_2_0(const boost::json::value& value);

// Rules between values: see Rule::fault.
using Fault = const boost::json::value*;

Fault second_identifier(const Node& node);
Fault no_identifier(const Node& agent);
Fault anonymous_without_members(const Node& group);
Fault anonymous_with_empty_members(const Node& members);
Fault empty_list(const Node& list);
Fault repeated_id(const Node& components);
Fault components_of_another_type(const Node& components);
Fault interaction_without_type(const Node& definition);
Fault scaled_out_of_range(const Node& scaled);
Fault raw_out_of_range(const Node& raw);
Fault max_not_above_min(const Node& max);
Fault object_is_no_activity(const Node& context_property);
Fault voids_no_reference(const Node& object);
Fault identified_authority(const Node& authority);
Fault authority_without_two_members(const Node& authority);
Fault authority_without_account(const Node& authority);
Fault anonymous(const Node& agent);

} // namespace statements::shapes

// Every limit of the server that no operator changes, in one place. Those which an operator may
// change have their defaults here and their names in lrs/config.hpp.
//
// Each has a test at the limit and at the limit plus one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace limits {

using namespace std::chrono_literals;

// Documents.
inline constexpr std::size_t json_depth = 64; // Nested arrays and objects.
inline constexpr std::size_t statement_bytes = 1u << 20;
inline constexpr std::size_t batch_statements = 1'000;
inline constexpr std::size_t complaints = 100; // Reported of one request; then "and more".
inline constexpr std::size_t found_bytes = 80; // Of a refused value quoted in a complaint.
inline constexpr std::size_t iri_bytes = 4'096;
inline constexpr std::size_t document_id_bytes = 4'096; // stateId, profileId.
inline constexpr std::size_t statement_terms = 2'000;

// Queries.
inline constexpr std::uint32_t page_statements = 100; // When the client names no limit.
inline constexpr std::uint32_t page_statements_max = 1'000;
inline constexpr std::size_t page_bytes = 8u << 20; // A page ends early at this size.
inline constexpr std::chrono::milliseconds query_deadline = 5s;
inline constexpr std::size_t reference_chain = 32; // Statements walked along a chain.

// References.
inline constexpr std::size_t pending_referrers = 256; // Of one absent statement.

// Storage.
inline constexpr std::size_t queue_documents = 5'000; // Waiting for the writer ...
inline constexpr std::size_t queue_document_bytes = 32u << 20;
inline constexpr std::size_t queue_singles = 10'000; // ... statements that came alone ...
inline constexpr std::size_t queue_single_bytes = 32u << 20;
inline constexpr std::size_t queue_statements = 40'000; // ... and those of batches.
inline constexpr std::size_t queue_bytes = 64u << 20;
inline constexpr std::size_t group_statements = 500; // Committed together.
inline constexpr std::size_t group_bytes = 1u << 20;
inline constexpr std::chrono::milliseconds commit_stall = 100ms; // Counted as one from here on.
inline constexpr std::size_t ahead_keys = 1'000;        // Candidate keys written in one piece.
inline constexpr std::size_t tail_statements = 100'000; // Indexed in memory; twice while one is
inline constexpr std::size_t tail_bytes = 48u << 20; // Or so much: some statements have many terms.
inline constexpr std::size_t flush_keys = 500;       // written, in pieces of so many chunks.
inline constexpr std::size_t feed_statements = 65'536;    // Kept in memory for the followers.
inline constexpr std::size_t merged_definitions = 65'536; // Remembered by the writer ...
inline constexpr std::size_t merged_of_activity = 64;     // ... of one activity.
inline constexpr std::size_t batch_attachments = 1'000;   // With their contents.
inline constexpr std::chrono::seconds clock_jump = 5s;    // Last stored ahead of the clock.

// HTTP.
inline constexpr std::size_t header_bytes = 32u << 10;
inline constexpr std::size_t url_bytes = 16u << 10;
inline constexpr std::size_t body_bytes = 20u << 20;
inline constexpr std::size_t form_bytes = 2u << 20; // Of a request in the alternate syntax.
inline constexpr std::size_t parameters = 64;       // Of a URL, fields of a form.
inline constexpr std::size_t connections = 4'096;
inline constexpr std::chrono::seconds header_timeout = 30s; // Also the idle time of keep-alive.
inline constexpr std::chrono::seconds body_timeout = 60s;
inline constexpr std::chrono::seconds write_timeout = 60s;
inline constexpr std::chrono::seconds drain_timeout = 20s;
inline constexpr std::size_t offload_queue = 1'024;       // Requests waiting for a storage thread.
inline constexpr std::size_t preparing_bytes = 16u << 20; // Parsed or waiting; a tenant: half.
inline constexpr std::size_t credentials = 10'000;
inline constexpr std::size_t tenant_credentials = 2'000; // Of one tenant; so none takes all.
inline constexpr std::size_t credential_key_bytes = 128; // The secret may be as long.
inline constexpr std::size_t title_bytes = 256;          // Of a credential or a tenant.
inline constexpr std::size_t authority_bytes = 8u << 10; // As JSON: it goes into every statement.
inline constexpr std::size_t administration_bytes = 64u << 10; // Of a body under /api/v1/.
inline constexpr std::size_t findings = 100; // Of damage that are told one by one.
inline constexpr std::size_t persons_page = 500;
inline constexpr std::size_t heat_maps_kept = 8;                 // Of several days and models.
inline constexpr std::size_t register_entries_at_once = 100'000; // Added at once.
inline constexpr std::size_t register_entry_bytes = 64u << 10;
inline constexpr std::size_t record_key_bytes = 512;
inline constexpr std::size_t record_bytes = 1u << 20;
inline constexpr std::size_t record_changes = 1'000;         // Made at once, ...
inline constexpr std::size_t record_change_bytes = 8u << 20; // ... and their values together.
inline constexpr std::size_t retention_entries = 1'000;      // Of the log, looked at in a piece.
inline constexpr std::size_t erased_at_once = 500;           // Statements in a commit.
inline constexpr std::size_t models_kept = 500;    // Drafts and those that were ever in force.
inline constexpr std::size_t backups_kept = 1'000; // In a folder, when somebody says how many.
inline constexpr std::size_t tenants = 1'000;
inline constexpr std::size_t tenant_name_bytes = 63;
inline constexpr std::size_t tenant_hosts = 16;
inline constexpr std::size_t host_bytes = 253;              // RFC 1035 2.3.4
inline constexpr std::chrono::seconds usage_interval = 60s; // Between two notes of the counters.
inline constexpr std::uint32_t rate_per_second = 1'000'000; // Of a credential; more is no limit.
inline constexpr std::size_t authorization_bytes = 1'024;
inline constexpr std::size_t secret_checks = 64;         // Slow hashes waiting for their thread.
inline constexpr std::size_t refused_secrets = 1'024;    // Remembered, to be refused at once.
inline constexpr std::size_t memory_budget = 512u << 20; // Bodies and answers under way.
inline constexpr std::size_t small_request = 64u << 10;  // Taken on account before a handler runs.
inline constexpr std::chrono::seconds transfer_grace = 10s; // Then bodies and answers must move ...
inline constexpr std::size_t transfer_rate = 2u << 10;      // ... by so many bytes a second.
inline constexpr std::size_t journal_lines = 16'384;        // Of the log, waiting to be written.
inline constexpr std::size_t journal_bytes = 8u << 20;
inline constexpr std::size_t metrics_sources = 500; // Credentials told apart in the metrics.
inline constexpr std::size_t turned_away = 64; // Over `connections`, being told so at one time.
inline constexpr std::chrono::seconds linger_timeout = 2s; // Reading on after the last answer.
inline constexpr std::size_t tls_file_bytes = 1u << 20;    // A certificate with its chain; a key.
inline constexpr std::size_t trusted_proxies = 100;        // Networks in their list.
inline constexpr std::chrono::seconds retry_after = 2s;    // What 429 and 503 ask for.

// Competency.
inline constexpr std::size_t model_bytes = 4u << 20;
inline constexpr std::size_t rule_depth = 24;  // Nodes in each other; json_depth allows about 30.
inline constexpr std::size_t cycle_steps = 16; // Of a cycle of rules that a complaint names.
inline constexpr std::int64_t scale_levels = 20;
inline constexpr std::size_t rule_steps = 16;          // Of a weight that fades.
inline constexpr std::int64_t rule_weight = 1'000'000; // Also the most attestors to ask for.
inline constexpr std::uint64_t period_months = 1'200;  // A validity's years and months.
inline constexpr std::uint64_t period_days = 36'600;   // A validity's weeks and days.
inline constexpr std::int64_t evidence_hours = 10'000; // That one evidence may take.
inline constexpr std::size_t search_parts = 12;        // Of a node whose choices are all tried.
inline constexpr std::size_t search_sets = 64;         // Alternatives of a node, side by side.
inline constexpr std::size_t search_set_size = 100;    // Evidence in one alternative of a rule.
inline constexpr std::size_t search_steps = 20'000;    // Alternatives that are looked at in all.
inline constexpr std::uint32_t smallest_group = 5;     // Of people whose number is shown.
inline constexpr std::size_t timeline_steps = 1'000;   // Of a page, when nobody says fewer.
inline constexpr std::size_t claims = 20; // By others about one competency, that an answer shows.
inline constexpr std::size_t issued_evidence = 1'000; // Ids that an issued statement names.
inline constexpr std::chrono::seconds attainment_wait = 1s;
inline constexpr std::size_t export_line_bytes = model_bytes + (64u << 10); // The longest: a model.

// Persons, of one tenant.
inline constexpr std::size_t persons = 1'000'000;
inline constexpr std::size_t units = 100'000;
inline constexpr std::size_t unit_depth = 16;                // Units in each other.
inline constexpr std::size_t merge_depth = 16;               // Persons merged into each other.
inline constexpr std::size_t person_entries = 1'000'000;     // Appended in one call.
inline constexpr std::size_t register_entries = 100'000'000; // Ever.
inline constexpr std::size_t person_text_bytes = 256;        // A name, a number, a unit, a role.
inline constexpr std::size_t identity_bytes = 8u << 10;      // A home page and a name.
inline constexpr std::size_t reason_bytes = 1'024;           // Why something was entered.
inline constexpr std::size_t csv_bytes = 64u << 20;
inline constexpr std::size_t csv_rows = 300'000; // Behind the header.
inline constexpr std::size_t csv_columns = 64;
inline constexpr std::size_t csv_field_bytes = 16u << 10;

// Course packages: their archives.
inline constexpr std::size_t package_files = 20'000;           // Entries of the archive.
inline constexpr std::uint64_t package_bytes = 2ull << 30;     // Unpacked, when nobody says else.
inline constexpr std::uint64_t package_ratio = 200;            // Unpacked to packed, of a file ...
inline constexpr std::uint64_t package_ratio_from = 10u << 20; // ... larger than this.
inline constexpr std::uint64_t package_whole_ratio = 20;       // The same of all files together.
inline constexpr std::uint64_t package_whole_ratio_from = 200u << 20;
inline constexpr std::size_t package_directory_bytes = 8u << 20; // An archive's list of entries.
inline constexpr std::size_t file_name_bytes = 4'096;
inline constexpr std::size_t file_name_segment_bytes = 255; // A file or a folder by itself.
inline constexpr std::size_t unpacked_piece = 64u << 10;    // Inflated at once.

// Course packages: their manifests.
inline constexpr std::size_t xml_bytes = 4u << 20; // As they come, and in UTF-8.
inline constexpr std::size_t xml_depth = 64;       // Elements in each other.
inline constexpr std::size_t xml_elements = 100'000;
inline constexpr std::size_t xml_attributes = 1'000; // Of an element.
inline constexpr std::size_t xml_all_attributes = 250'000;
inline constexpr std::size_t xml_namespaces = 256;      // Declared in elements that are open.
inline constexpr std::size_t xml_namespace_bytes = 128; // Kept with every element.
inline constexpr std::size_t package_url_bytes = 4'096; // Of a file, with its parameters.
inline constexpr std::size_t scorm_items = 10'000;
inline constexpr std::size_t scorm_depth = 24;                   // Items in each other.
inline constexpr std::size_t scorm_id_bytes = 4'000;             // SCORM 2004 4th Ed. RTE 4.1.1.3
inline constexpr std::size_t scorm_title_bytes = 1'024;          // Then it is cut.
inline constexpr std::size_t scorm_data_bytes = 64u << 10;       // That an item gets at launch.
inline constexpr std::size_t scorm_sequencing_bytes = 16u << 20; // Of all items together.
inline constexpr std::size_t prerequisite_bytes = 4'096;
inline constexpr std::size_t prerequisite_depth = 16; // Brackets and negations in each other.
inline constexpr std::size_t cmi5_aus = 10'000;
inline constexpr std::size_t cmi5_blocks = 5'000;
inline constexpr std::size_t cmi5_block_depth = 16; // Blocks in each other.
inline constexpr std::size_t cmi5_objectives = 10'000;
inline constexpr std::size_t cmi5_references = 1'000;       // To objectives, of a block or an AU.
inline constexpr std::size_t course_text_bytes = 64u << 10; // Of a title in all its languages.
inline constexpr std::size_t tincan_activities = 10'000;
inline constexpr std::size_t preference_languages = 100; // Of a learner, in order.

// Course packages: what is learned of an attempt at run time.
inline constexpr std::size_t scorm_commit_bytes = 2u << 20;
inline constexpr std::size_t scorm_suspend_bytes = 1u << 20;
inline constexpr std::size_t scorm_text_bytes = 64u << 10; // Any other text that content sets.
inline constexpr std::size_t scorm_description_bytes = 8u << 10;
inline constexpr std::size_t scorm_decimal_characters = 40;
inline constexpr std::chrono::hours scorm_timespan = 1'000'000h;
inline constexpr std::size_t scorm_interactions = 1'000;
inline constexpr std::size_t scorm_patterns = 50; // Correct responses of an interaction ...
inline constexpr std::size_t scorm_pattern_bytes = 64u << 10; // ... and all of them together.
inline constexpr std::size_t scorm_interaction_objectives = 20;
inline constexpr std::size_t scorm_objectives = 500;
inline constexpr std::size_t scorm_comments = 250; // By the learner, and as many by the LMS.
inline constexpr std::size_t scorm_stores = 250;   // Data that activities share (adl.data) ...
inline constexpr std::size_t scorm_store_bytes = 256u << 10; // ... each.
inline constexpr std::size_t scorm_attempts = 1'000; // Of a person, that a SCO's state names.
inline constexpr std::size_t sequencing_bytes = 1u << 20;
inline constexpr std::size_t global_objectives = 1'000;
inline constexpr std::size_t global_objectives_bytes = 1u << 20; // As JSON.

// Course packages: on the way in, and launched.
inline constexpr std::uint64_t upload_bytes = 1ull << 30;       // An archive as it comes.
inline constexpr std::chrono::milliseconds upload_timeout = 1h; // However large, and not too slow.
inline constexpr std::chrono::hours launch_lifetime = 24h;      // Of its tokens.
inline constexpr std::size_t launch_secret_bytes = 64;
inline constexpr std::size_t launches_of_registration = 1'000; // Within the time above.
inline constexpr std::size_t registrations_of_person = 10'000;
inline constexpr std::size_t return_url_bytes = 2'048;
inline constexpr std::size_t removal_reason_bytes = 500;
inline constexpr std::size_t answer_piece = 1u << 20;          // Of a file, read and sent at once.
inline constexpr std::size_t outbox_inline_bytes = 512u << 10; // Statements kept in one record.
inline constexpr std::size_t outbox_told = 64;                 // Told, and still kept.
inline constexpr std::uint64_t scorm_runs = 100'000;           // Of a registration.
inline constexpr std::size_t shared_data_bytes = 4u << 20;     // Of a registration, as JSON.
inline constexpr std::size_t packages_in_memory = 64; // Their manifests and lists of files.
inline constexpr std::size_t packages = 10'000;       // Of a tenant; not those that were purged.
inline constexpr std::size_t packages_listed = 1'000; // In one page.
inline constexpr std::size_t package_title_bytes = 1'024;        // Then it is cut.
inline constexpr std::size_t package_list_bytes = 32u << 20;     // Names and digests of its files.
inline constexpr std::size_t package_warning_bytes = 1'024;      // A text of one, kept; then cut.
inline constexpr std::size_t course_iri_bytes = iri_bytes - 100; // What is in it needs the rest.

// Course packages: cmi5 at run time.
inline constexpr std::size_t told_objectives = 100;     // Of a part of a course, in a statement.
inline constexpr std::size_t cmi5_parts_kept = 50'000;  // AUs, blocks, sessions: of a tenant.
inline constexpr std::chrono::seconds cmi5_grace = 60s; // After terminated (cmi5 9.3.8).
inline constexpr std::size_t waive_reason_bytes = 500;

// The course catalogue.
inline constexpr std::size_t courses_listed = 100;      // In one page.
inline constexpr std::size_t course_languages = 50;     // That an offer has texts in.
inline constexpr std::size_t offer_text_bytes = 10'000; // Of a description, in one language.
inline constexpr std::uint32_t course_places = 100'000; // Of an offer that limits them.
inline constexpr double course_hours = 10'000;          // It takes at most.
inline constexpr std::size_t course_waiting = 10'000;   // People, of one course.
inline constexpr std::size_t voucher_bytes = 200;       // A text of one.
inline constexpr std::chrono::hours person_link_lifetime = 30 * 24h;

} // namespace limits

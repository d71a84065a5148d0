// Which entries of the log a competency model must see, by their terms: most are left unread.
//
// Sure to let through whatever the model takes as evidence, and all that is no statement. What it
// lets through may still be none: definitions' types, results and patterns with an asterisk are no
// terms.
//
// Threads: the const functions from any.
#pragma once

#include "competency/model.hpp"
#include "statements/query.hpp"
#include "storage/log.hpp"

#include <cstdint>
#include <cstring>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace lrs {

class Interest {
public:
    // The key is that of the store's terms.
    Interest(const competency::Model& model, const base::Hash128& key);

    bool wants(const storage::FeedItem& item) const;

    // Some mapping asks for nothing that is a term: everything must be read.
    bool everything() const { return everything_; }

    // What Log::read_about() is asked for, unless it is everything.
    std::span<const statements::QueryTerm> terms() const { return terms_; }

private:
    struct Hash {
        std::size_t operator()(const base::Hash128& term) const
        {
            std::size_t out = 0; // The terms are hashes themselves.
            std::memcpy(&out, term.data(), sizeof out);
            return out;
        }
    };

    using Terms = std::unordered_set<base::Hash128, Hash>;

    // One of these activities in one of these roles.
    struct Needed {
        statements::Roles roles;
        Terms activities;
    };

    using Mapping = std::vector<Needed>;

    static bool meets(const Mapping& mapping, const storage::FeedItem& item);
    bool wants_by(std::span<const std::size_t> mappings, const storage::FeedItem& item) const;
    void add_terms(const Mapping& mapping, const std::vector<base::Hash128>& verbs);

    bool everything_;
    std::vector<Mapping> mappings_;
    Terms always_; // Verbs.
    std::unordered_map<base::Hash128, std::vector<std::size_t>, Hash> by_verb_;
    std::vector<std::size_t> of_any_verb_;
    std::vector<statements::QueryTerm> terms_;
};

} // namespace lrs

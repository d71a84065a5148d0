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

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <cstring>
#include <span>
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
        using is_avalanching = void; // The terms are hashes themselves.

        std::size_t operator()(const base::Hash128& term) const
        {
            std::size_t out = 0;
            std::memcpy(&out, term.data(), sizeof out);
            return out;
        }
    };

    // A statement mentions one of these terms in one of these roles.
    struct Condition {
        statements::TermKind kind;
        statements::Roles roles;
        boost::unordered_flat_set<base::Hash128, Hash> terms;
    };

    using Mapping = std::vector<Condition>; // The first of them leads.

    void add(Mapping mapping);
    static bool meets(const Mapping& mapping, const storage::FeedItem& item);

    bool everything_;
    std::vector<Mapping> mappings_;
    // By a term of its leading condition: few statements need a second look.
    boost::unordered_flat_map<base::Hash128, std::vector<std::size_t>, Hash> led_by_;
    std::vector<statements::QueryTerm> terms_;
};

} // namespace lrs

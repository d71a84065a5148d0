// The three resources that keep documents, as one: what their checks need to name a document, to
// write it and to look at it.
#pragma once

#include "conformance/talk.hpp"

namespace conformance::documents {

struct Kind {
    std::string_view topic;
    std::string_view resource;
    std::string_view id; // Name of the parameter.
    bool activity;       // Belongs to one.
    bool agent;          // Belongs to one.
    std::string_view paragraph_1_0_3;
    std::string_view paragraph_2_0_0;
};

inline constexpr Kind state{"state", "activities/state",  "stateId", true,
                            true,    "Communication 2.3", "4.1.6.2"};
inline constexpr Kind agent_profile{"agent-profile",     "agents/profile", "profileId", false, true,
                                    "Communication 2.6", "4.1.6.5"};
inline constexpr Kind activity_profile{
    "activity-profile", "activities/profile", "profileId", true, false, "Communication 2.7",
    "4.1.6.6"};

inline constexpr const Kind* kinds[] = {&state, &agent_profile, &activity_profile};

// What a version says: in this kind's own paragraph, when none is named.
struct Asks {
    Level level;
    std::string_view paragraph{};
};

inline constexpr Asks own{Level::must};

// A requirement of every kind. "{}" in its mutation stands for the kind's resource, "{owner}" for
// a parameter that tells one owner from another.
struct Row {
    std::string_view what;
    std::string_view title;
    Asks v1_0_3;
    Asks v2_0_0;
    void (*check)(Talk&, const Kind&);
    std::string_view mutation;
};

Requirement requirement(const Row& row, const Kind& kind);

// A document of a kind at a place that nobody else knows.
class Document {
public:
    Document(Talk& talk, const Kind& kind);

    // Parameters that name it, and those that name its owner alone.
    Pairs name() const;
    Pairs owner() const;

    // With If-None-Match: *, which 1.0.3 asks for. Expects 204.
    void create(const std::string& body, const std::string& type = "application/json");

    Answer put(const std::string& body, Pairs headers,
               const std::string& type = "application/json");
    Answer post(const std::string& body, Pairs headers = {},
                const std::string& type = "application/json");
    Answer remove(Pairs headers = {});
    Answer get();
    Answer list(Pairs more = {});

    // Its entity tag, from GET.
    std::string tag();

    // Expects that it is there with this body.
    void holds(const std::string& body);

    // Another one of the same owner.
    Document sibling() const;

    std::string id;
    std::string activity;
    json::object agent;
    std::string registration{}; // Of a state. Empty: none.

private:
    Talk& talk_;
    const Kind& kind_;
};

// Expects that two documents are two: neither is seen or changed as the other.
void are_apart(Document mine, Document yours);

} // namespace conformance::documents

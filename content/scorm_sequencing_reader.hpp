// The sequencing of items and organisations from an imsmanifest.xml (SCORM 2004 4th Ed. CAM 5).
//
// What an element says itself replaces what the element of the same name says in the set of the
// sequencing collection that it refers to (CAM 5.1.1). Sets may refer to others.
#pragma once

#include "content/scorm_sequencing.hpp"
#include "content/scorm_values.hpp"

#include <map>
#include <string>

namespace content {

class SequencingReader {
public:
    explicit SequencingReader(ScormValues& values) : values_(values) {}

    // The collection of a manifest. Refused: a set without name, and two of one name.
    void collect(const XmlElement& manifest);

    // Of an item or an organisation. Refused: references to no set or in a circle, and more than
    // limits::scorm_sequencing_bytes of all that was read so far, a set once for each reference.
    Sequencing read(const XmlElement& owner);

private:
    struct Unresolved {
        Sequencing says;
        std::optional<std::vector<SequencingObjective>> adl_objectives; // Their ids and maps.
        std::string set;                                                // IDRef
        std::size_t bytes = 0;
    };

    Unresolved parse(const XmlElement& element);
    void inherit(Unresolved& to, const XmlElement& at);
    void join_objectives(Unresolved& of, const XmlElement& at);
    void check_references(const Sequencing& sequencing, const XmlElement& at);

    ScormValues& values_;
    std::map<std::string, Unresolved, std::less<>> sets_;
    std::size_t bytes_ = 0;
};

} // namespace content

// The parts of a sequencing element, each as it stands; for scorm_sequencing_reader.cpp.
#pragma once

#include "content/scorm_sequencing.hpp"
#include "content/scorm_values.hpp"

namespace content {

// Without the references of its objectives, and without what "adlseq" adds to them.
Sequencing parse_sequencing(ScormValues& values, const XmlElement& element);

// What "adlseq" adds: ids of objectives and their maps.
std::vector<SequencingObjective> parse_adl_objectives(ScormValues& values,
                                                      const XmlElement& objectives);

} // namespace content

// Results, scores and attachments.
#include "conformance/statements.hpp"

namespace conformance {
namespace {

constexpr Row unknown[] = {
    {"result.unknown", {"/result/Success", "true"}, {"/result/success", "true"}},
    {"score.unknown", {"/result/score/scale", "1"}, {"/result/score/scaled", "1"}},
    {"attachment.unknown",
     {"/attachments/0/fileURL", R"("https://example.org/proof.txt")"},
     {"/attachments/0/fileUrl", R"("https://example.org/proof.pdf")"}},
};

constexpr Row results[] = {
    {"result.score.object", {"/result/score", "0.5"}, {"/result/score", "{}"}},
    {"result.success.boolean", {"/result/success", R"("true")"}, {"/result/success", "false"}},
    {"result.completion.boolean", {"/result/completion", "1"}, {"/result/completion", "true"}},
    {"result.response.string", {"/result/response", "5"}, {"/result/response", R"("5")"}},
    {"result.extensions.object",
     {"/result/extensions", R"("http://example.org/y")"},
     {"/result/extensions", "{}"}},
};

constexpr Row durations[] = {
    {"result.duration.duration",
     {"/result/duration", R"("P16559.14S")"},
     {"/result/duration", R"("PT16559.14S")"}},
    {"result.duration.duration",
     {"/result/duration", R"("P4W1D")"},
     {"/result/duration", R"("P4W")"}},
    {"result.duration.duration",
     {"/result/duration", R"("P0003-06-04T12:30:05")"},
     {"/result/duration", R"("P3Y6M4DT12H30M5S")"}},
    {"result.duration.duration",
     {"/result/duration", R"("PT")"},
     {"/result/duration", R"("PT0S")"}},
    {"result.duration.duration", {"/result/duration", "90"}, {"/result/duration", R"("PT90S")"}},
};

constexpr Row scores[] = {
    {"score.scaled.number",
     {"/result/score/scaled", R"("0.5")"},
     {"/result/score/scaled", "0.6767676"}},
    {"score.scaled.range",
     {"/result/score/scaled", "1.0000000000000002"},
     {"/result/score/scaled", "1.0"}},
    {"score.scaled.range",
     {"/result/score/scaled", "-1.0000000000000002"},
     {"/result/score/scaled", "-1"}},
    {"score.raw.number", {"/result/score/raw", "[5]"}, {"/result/score/raw", "5.0"}},
    {"score.raw.range", {"/result/score/raw", "10.5"}, {"/result/score/raw", "10"}},
    {"score.raw.range", {"/result/score/raw", "-1e-3"}, {"/result/score/raw", "0"}},
    {"score.raw.range",
     {"/result/score", R"({"raw": 0, "min": 1})"},
     {"/result/score", R"({"raw": 1, "min": 1})"},
     "/result/score/raw"},
    {"score.raw.range",
     {"/result/score", R"({"raw": 1.5, "max": 1})"},
     {"/result/score", R"({"raw": 1.5})"},
     "/result/score/raw"},
    {"score.min.number", {"/result/score/min", "false"}, {"/result/score/min", "-5"}},
    {"score.max.number", {"/result/score/max", R"("10")"}, {"/result/score/max", "10"}},
    {"score.max.above",
     {"/result/score", R"({"min": 10, "max": 10})"},
     {"/result/score", R"({"min": 10, "max": 10.5})"},
     "/result/score/max"},
    {"score.max.above",
     {"/result/score/min", "11"},
     {"/result/score/min", "5"},
     "/result/score/max"},
};

constexpr Row attachments[] = {
    {"attachment.usageType.missing", {"/attachments/0/usageType"}, {"/attachments/0/description"}},
    {"attachment.usageType.iri",
     {"/attachments/0/usageType", R"("proof")"},
     {"/attachments/0/usageType", R"("tag:proof")"}},
    {"attachment.display.missing", {"/attachments/0/display"}, {"/attachments/0/description"}},
    {"attachment.display.object",
     {"/attachments/0/display", R"("Proof")"},
     {"/attachments/0/display", R"({"en": "Proof"})"}},
    {"attachment.description.object",
     {"/attachments/0/description", R"("A file")"},
     {"/attachments/0/description", "{}"}},
    {"attachment.contentType.missing",
     {"/attachments/0/contentType"},
     {"/attachments/0/description"}},
    {"attachment.contentType.media_type",
     {"/attachments/0/contentType", R"("text")"},
     {"/attachments/0/contentType", R"("text/plain")"}},
    {"attachment.length.missing", {"/attachments/0/length"}, {"/attachments/0/length", "0"}},
    {"attachment.length.integer",
     {"/attachments/0/length", "27.5"},
     {"/attachments/0/length", "27"}},
    {"attachment.length.integer", {"/attachments/0/length", "-1"}, {"/attachments/0/length", "0"}},
    {"attachment.length.integer",
     {"/attachments/0/length", R"("27")"},
     {"/attachments/0/length", "2.7e1"}},
    {"attachment.sha2.missing", {"/attachments/0/sha2"}, {"/attachments/0/description"}},
    {"attachment.sha2.sha2",
     {"/attachments/0/sha2", R"("da39a3ee5e6b4b0d3255bfef95601890afd80709")"},
     {"/attachments/0/sha2", R"("d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")"}},
    {"attachment.sha2.sha2",
     {"/attachments/0/sha2",
      R"("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")"},
     {"/attachments/0/sha2",
      R"("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")"}},
    {"attachment.fileUrl.iri",
     {"/attachments/0/fileUrl", R"("proof.txt")"},
     {"/attachments/0/fileUrl", R"("ftp://example.org/proof.txt")"}},
};

constexpr Section all[] = {
    {"2.2.s4.b1.b5, b7", "4.2.1", Versions::both, "full", unknown},
    {"2.4.5.s2.table1", "4.2.2.4", Versions::both, "full", results},
    {"4.6.s1.b1", "4.2.7", Versions::both, "full", durations},
    {"2.4.5.1.s2.table1", "4.2.2.4", Versions::both, "full", scores},
    {"2.4.11.s2.table1", "4.2.2.6", Versions::both, "full", attachments},
};

} // namespace

constexpr std::span<const Section> result_sections = all;

} // namespace conformance

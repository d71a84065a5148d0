// The files that the server hands to browsers: the player of SCORM courses and the run-time that it
// uses (docs/decisions/0033-player.md), and the page of an employee's courses. They are part of the
// program, which needs no file beside it.
//
// Safe from any thread; what is returned lives as long as the program.
#pragma once

#include <span>
#include <string_view>

namespace web {

struct WebFile {
    std::string_view name;       // "player.js": the last segment of its address.
    std::string_view media_type; // "text/javascript; charset=utf-8"
    std::string_view etag;       // With its quotes, by its content.
    std::string_view bytes;
};

std::span<const WebFile> web_files();

} // namespace web

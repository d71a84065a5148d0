# Writes a C++ file that holds files as they are, whatever their bytes, in the time of an assembler:
#   cmake -D OUTPUT=… -D FILES=a.js;b.css -P embed_files.cmake
# defines web::web_files() of web/files.hpp. What is served under which media type is said here.
set(media_html "text/html; charset=utf-8")
set(media_css "text/css; charset=utf-8")
set(media_js "text/javascript; charset=utf-8")
set(media_txt "text/plain; charset=utf-8")

set(number 0)
foreach(path IN LISTS FILES)
    get_filename_component(name "${path}" NAME)
    string(REGEX MATCH "[^.]*$" extension "${name}")
    if(NOT media_${extension})
        message(FATAL_ERROR "embed_files.cmake knows no media type of ${name}")
    endif()
    file(SIZE "${path}" size)
    file(SHA256 "${path}" sum)
    string(SUBSTRING "${sum}" 0 32 sum)
    string(APPEND assembly "    .globl web_file_${number}\n    .hidden web_file_${number}\n"
        "web_file_${number}:\n    .incbin \"${path}\"\n")
    string(APPEND symbols "extern const char web_file_${number}[];\n")
    string(APPEND rows "    {\"${name}\", \"${media_${extension}}\", \"\\\"${sum}\\\"\",\n"
        "     std::string_view(web_file_${number}, ${size})},\n")
    math(EXPR number "${number} + 1")
endforeach()

file(WRITE "${OUTPUT}" "#include \"web/files.hpp\"

asm(R\"(
    .section .rodata
${assembly}    .previous
)\");

extern \"C\" {
${symbols}}

namespace web {

static const WebFile files[] = {
${rows}};

std::span<const WebFile> web_files()
{
    return files;
}

} // namespace web
")

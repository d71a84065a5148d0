# Writes a C++ file that holds a text file, so that the program needs no file beside itself:
#   cmake -D INPUT=… -D OUTPUT=… -D NAME=lrs::what -P embed.cmake
# defines "const std::string_view lrs::what". The text must be ASCII: another byte does not fit
# into a char, and the compiler says so.
file(READ "${INPUT}" bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REPEAT "....." 16 sixteen)
string(REGEX REPLACE "(${sixteen})" "\\1\n" bytes "${bytes}") # In a line.
string(REGEX REPLACE "::[^:]*$" "" namespace "${NAME}")
string(REGEX REPLACE "^.*::" "" name "${NAME}")
file(WRITE "${OUTPUT}" "#include <string_view>

namespace ${namespace} {

extern const std::string_view ${name};

static constexpr char bytes[] = {
${bytes}};

const std::string_view ${name}(bytes, sizeof bytes);

} // namespace ${namespace}
")

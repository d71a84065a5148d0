# How every file of this project is compiled.
find_program(CCACHE ccache)
if(CCACHE)
    # Objects are the same wherever the checkout lies: a second one finds those of the first.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=true
        CCACHE_DEPEND=true CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

set(LRS_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough -Werror)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # A false alarm about the frames of coroutines, which Asio allocates by an operator of its own.
    list(APPEND LRS_WARNINGS -Wno-mismatched-new-delete)
    # False alarms about std::string: one of them anywhere, the others only in files that read a
    # precompiled header.
    list(APPEND LRS_WARNINGS -Wno-restrict)
    set(LRS_PRECOMPILED_WARNINGS
        -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()

if(LRS_SANITIZE)
    add_compile_options(-fsanitize=${LRS_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${LRS_SANITIZE})
    if(LRS_SANITIZE MATCHES thread)
        # GCC 12's thread sanitizer does not model the fences that Asio uses.
        add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK)
        add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
    endif()
endif()

# A floor of the house: a static library whose sources include from the top of the checkout.
function(lrs_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_compile_options(${name} PRIVATE ${LRS_WARNINGS})
    target_link_libraries(${name} PUBLIC ${arg_LINKS})
endfunction()

# What most files of a floor include, and the headers named here, compiled once for it: a third of a
# clean build. No file relies on it: each includes what it uses, and a release reads them without.
function(lrs_precompiled name)
    if(CMAKE_BUILD_TYPE STREQUAL "Debug")
        target_precompile_headers(${name} PRIVATE ${ARGN}
            <boost/json.hpp> <algorithm> <array> <atomic> <chrono> <condition_variable>
            <filesystem> <fstream> <functional> <map> <memory> <mutex> <optional> <set> <span>
            <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>)
        target_compile_options(${name} PRIVATE ${LRS_PRECOMPILED_WARNINGS})
    endif()
endfunction()

function(lrs_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_compile_options(${name} PRIVATE ${LRS_WARNINGS})
    target_link_libraries(${name} PRIVATE ${arg_LINKS})
endfunction()

# Boost's compiled parts are built once, from its headers, in boost_src.cpp: no Boost library is
# linked, so the same compiler flags (sanitizers, fuzzers) hold for them.
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(Boost 1.81 REQUIRED)

add_library(boost_src STATIC ${CMAKE_CURRENT_LIST_DIR}/boost_src.cpp)
target_compile_definitions(boost_src PUBLIC
    BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
    BOOST_ASIO_NO_DEPRECATED BOOST_ALL_NO_LIB)
target_link_libraries(boost_src PUBLIC Boost::headers OpenSSL::SSL OpenSSL::Crypto Threads::Threads)

# Any RocksDB of 7.8 or newer. Debian's carries assertions; docs/operate.md has more on that.
find_package(RocksDB 7.8 QUIET CONFIG)
if(TARGET RocksDB::rocksdb-shared)
    add_library(rocksdb_dep ALIAS RocksDB::rocksdb-shared)
elseif(TARGET RocksDB::rocksdb)
    add_library(rocksdb_dep ALIAS RocksDB::rocksdb)
else()
    find_library(ROCKSDB_LIBRARY rocksdb REQUIRED)
    find_path(ROCKSDB_INCLUDE rocksdb/db.h REQUIRED)
    add_library(rocksdb_dep UNKNOWN IMPORTED)
    set_target_properties(rocksdb_dep PROPERTIES
        IMPORTED_LOCATION ${ROCKSDB_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${ROCKSDB_INCLUDE})
endif()

# Of what runs for long (docs/decisions/0023-allocator.md). Sanitizers bring their own.
add_library(allocator INTERFACE)
if(NOT LRS_SANITIZE)
    find_library(TCMALLOC_LIBRARY tcmalloc_minimal REQUIRED)
    target_link_libraries(allocator INTERFACE ${TCMALLOC_LIBRARY})
endif()

# Debian's own package description names tools that are packaged apart.
find_library(ZIP_LIBRARY zip REQUIRED)
find_path(ZIP_INCLUDE zip.h REQUIRED)
add_library(zip_dep UNKNOWN IMPORTED)
set_target_properties(zip_dep PROPERTIES
    IMPORTED_LOCATION ${ZIP_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${ZIP_INCLUDE})

# Debian has no package description for CMake.
find_library(UTF8PROC_LIBRARY utf8proc REQUIRED)
find_path(UTF8PROC_INCLUDE utf8proc.h REQUIRED)
add_library(utf8proc_dep UNKNOWN IMPORTED)
set_target_properties(utf8proc_dep PROPERTIES
    IMPORTED_LOCATION ${UTF8PROC_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${UTF8PROC_INCLUDE})

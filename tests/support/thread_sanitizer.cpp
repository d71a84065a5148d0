// RocksDB comes without the sanitizer's marks, so that its lock-free parts look like races. What it
// calls is left out; our own code is not. Linked into every test program.
//
// The last two lines are for its write groups, where one thread appends the batch of another: they
// grow strings through copies of the template that are not RocksDB's.

#if defined(__SANITIZE_THREAD__)
extern "C" const char* __tsan_default_suppressions();

extern "C" const char* __tsan_default_suppressions()
{
    return "called_from_lib:librocksdb.so\n"
           "called_from_lib:liblz4.so\n"
           "race:librocksdb.so\n"
           "race:rocksdb::*\n"
           "race:storage::rocks::Database::write\n"
           "race:std::__cxx11::basic_string<char*>::_M_mutate\n";
}
#endif

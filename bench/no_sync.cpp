// Loaded before a program's own libraries (LD_PRELOAD), so that it waits for no disk: what
// durability costs is then the difference between two runs of one and the same binary.
#include <cstddef>
#include <sys/types.h>

extern "C" {

int fsync(int)
{
    return 0;
}

int fdatasync(int)
{
    return 0;
}

int sync_file_range(int, off64_t, off64_t, unsigned)
{
    return 0;
}
}

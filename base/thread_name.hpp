// What the operating system calls a thread: in a debugger, in top, in /proc/PID/task/*/comm.
#pragma once

namespace base {

// At most 15 characters; of a longer one nothing is taken. A thread that the caller starts later
// has the caller's name until it is given one of its own.
void name_this_thread(const char* name);

} // namespace base

// What the operating system knows of a thread.
#pragma once

namespace base {

// In a debugger, in top, in /proc/PID/task/*/comm. At most 15 characters; of a longer one nothing
// is taken. A thread that the caller starts later has the caller's name until it is given one of
// its own.
void name_this_thread(const char* name);

// On a busy machine the others go first, by so many steps of nice(2). There is no way back.
void step_back_this_thread(int steps);

// For a thread that works briefly and often, and that others wait for: on a busy machine it has its
// next turn sooner, and no more of them. Linux does so since 6.12; before, nothing happens.
void take_short_turns_in_this_thread();

} // namespace base

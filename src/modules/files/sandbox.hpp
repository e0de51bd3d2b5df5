#pragma once

// The walls of the picture process: limits of processor, memory and files, no descriptor but the two pipes,
// and a filter of system calls (seccomp) that leaves no path, no network and no other program.

namespace gezhi::files {

// Before anything is read. False: the walls do not stand, and nothing may be decoded.
bool shut_limits();
// After the libraries have loaded what they load.
bool shut_calls();

} // namespace gezhi::files

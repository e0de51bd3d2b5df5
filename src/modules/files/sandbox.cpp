#include "modules/files/child.hpp"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <vector>

namespace gezhi::files {

namespace {

constexpr rlim_t processor_seconds_max = 10;
constexpr rlim_t memory_bytes_max = 1'536ULL * 1024 * 1024; // libraries and the largest HEIC of a phone
constexpr rlim_t descriptors_max = 64;                      // while libraries load
#if defined(__SANITIZE_ADDRESS__)
constexpr rlim_t descriptors_shut = descriptors_max; // to look at an object's type it opens a pipe
#else
constexpr rlim_t descriptors_shut = 3;
#endif

bool limit(__rlimit_resource_t what, rlim_t most) {
    const rlimit both{most, most};
    return setrlimit(what, &both) == 0;
}

#if defined(__x86_64__) || defined(__aarch64__)

#if defined(__x86_64__)
constexpr std::uint32_t machine = AUDIT_ARCH_X86_64;
#else
constexpr std::uint32_t machine = AUDIT_ARCH_AARCH64;
#endif

// What a decoder has no business with. Each answers EPERM, so that a library that only tries goes on.
constexpr std::array forbidden {
    SYS_openat, SYS_openat2, SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept,
        SYS_accept4, SYS_sendto, SYS_sendmsg, SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv,
        SYS_mkdirat, SYS_unlinkat, SYS_renameat2, SYS_linkat, SYS_symlinkat, SYS_mknodat, SYS_fchmodat,
        SYS_fchownat, SYS_truncate, SYS_mount, SYS_umount2, SYS_chroot, SYS_unshare, SYS_setns,
        SYS_process_vm_writev, SYS_bpf, SYS_keyctl, SYS_add_key, SYS_perf_event_open, SYS_io_uring_setup,
        SYS_memfd_create, SYS_userfaultfd, SYS_init_module, SYS_finit_module, SYS_kexec_load, SYS_kill,
        SYS_setuid, SYS_setgid, SYS_name_to_handle_at, SYS_open_by_handle_at,
#if defined(__x86_64__)
        SYS_open, SYS_creat, SYS_fork, SYS_vfork, SYS_mkdir, SYS_unlink, SYS_rmdir, SYS_rename, SYS_link,
        SYS_symlink, SYS_mknod, SYS_chmod, SYS_chown,
#endif
};

constexpr std::uint32_t no = SECCOMP_RET_ERRNO | EPERM;

sock_filter load(std::size_t offset) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}

sock_filter answer(std::uint32_t what) {
    return BPF_STMT(BPF_RET | BPF_K, what);
}

// Another machine's calls end the process; threads are made the old way, so that their flags can be read.
std::vector<sock_filter> filter() {
    std::vector<sock_filter> lines {
        load(offsetof(seccomp_data, arch)), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, machine, 1, 0),
            answer(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr)),
#if defined(__x86_64__)
            BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000U, 0, 1), // x32
            answer(SECCOMP_RET_KILL_PROCESS),
#endif
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1), answer(SECCOMP_RET_ERRNO | ENOSYS),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4), load(offsetof(seccomp_data, args)),
            BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1), answer(SECCOMP_RET_ALLOW), answer(no),
    };
    for (const auto call : forbidden) {
        lines.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
        lines.push_back(answer(no));
    }
    lines.push_back(answer(SECCOMP_RET_ALLOW));
    return lines;
}

bool shut_by_filter() {
    auto lines = filter();
    const sock_fprog program{static_cast<unsigned short>(lines.size()), lines.data()};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

// Nobody has written the table for this machine yet; the limits stand all the same.
bool shut_by_filter() {
    return true;
}

#endif

} // namespace

bool shut_limits() {
    close_range(3, ~0U, 0);
    bool stands = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    stands = stands && limit(RLIMIT_CORE, 0) && limit(RLIMIT_CPU, processor_seconds_max) &&
             limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, descriptors_max);
#if !defined(__SANITIZE_ADDRESS__) // which lays out terabytes it never touches
    stands = stands && limit(RLIMIT_AS, memory_bytes_max);
#endif
    return stands;
}

bool shut_calls() {
    return limit(RLIMIT_NOFILE, descriptors_shut) && shut_by_filter();
}

} // namespace gezhi::files

#if defined(__SANITIZE_ADDRESS__)                // the search for leaks needs calls that are shut
extern "C" const char* __asan_default_options(); // NOLINT(bugprone-reserved-identifier): its own name

extern "C" const char* __asan_default_options() {
    return "detect_leaks=0";
}
#endif

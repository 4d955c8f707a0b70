// A forked child that may allocate under AddressSanitizer. glibc's malloc() is usable there, because fork() holds its
// locks; GCC's sanitizer holds its own only since version 14. Before that another thread that allocates at that instant
// leaves them locked for ever in the child, though the program is right.

#include <pthread.h>

// The sanitizer's own functions for leak detection and reports, which have no header and are found only when its
// runtime is linked statically. In the order in which allocating takes them.
namespace __lsan {  // NOLINT(bugprone-reserved-identifier)
void LockThreadRegistry();
void UnlockThreadRegistry();
void LockAllocator();
void UnlockAllocator();
}  // namespace __lsan
namespace __sanitizer {  // NOLINT(bugprone-reserved-identifier)
void StackDepotLockAll();
void StackDepotUnlockAll();
}  // namespace __sanitizer

namespace telemetryflow::test {
namespace {

void lock() {
    __lsan::LockThreadRegistry();
    __lsan::LockAllocator();
    __sanitizer::StackDepotLockAll();
}

void unlock() {
    __sanitizer::StackDepotUnlockAll();
    __lsan::UnlockAllocator();
    __lsan::UnlockThreadRegistry();
}

// Handlers that are registered first lock last: those of the program may allocate.
[[gnu::constructor(101)]] void register_first() {
    ::pthread_atfork(lock, unlock, unlock);
}

}  // namespace
}  // namespace telemetryflow::test

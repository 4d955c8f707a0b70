// operator new and delete that nobody is inside of when the process forks. The C library looks after its own malloc in
// this way; AddressSanitizer's would stay locked in the child when another thread was allocating.

#include <cstdlib>
#include <new>

#include <pthread.h>

namespace {

// Held shared by whoever allocates, alone by whoever forks.
pthread_rwlock_t g_forks;

void unlock() {
    ::pthread_rwlock_unlock(&g_forks);
}

void unlock_in_child() {
    ::pthread_rwlock_init(&g_forks, nullptr);
}

// First of all constructors, so that the lock is taken after whatever other handlers wait for.
__attribute__((constructor(101))) void register_handlers() {
    pthread_rwlockattr_t attributes;
    ::pthread_rwlockattr_init(&attributes);
    ::pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    ::pthread_rwlock_init(&g_forks, &attributes);
    ::pthread_atfork([] { ::pthread_rwlock_wrlock(&g_forks); }, unlock, unlock_in_child);
}

void* try_to_allocate(std::size_t size, std::size_t alignment) noexcept {
    ::pthread_rwlock_rdlock(&g_forks);
    void* memory = nullptr;
    const bool done = ::posix_memalign(&memory, alignment, size) == 0;
    unlock();
    return done ? memory : nullptr;
}

void* allocate(std::size_t size, std::size_t alignment) {
    void* const memory = try_to_allocate(size, alignment);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

void release(void* memory) noexcept {
    ::pthread_rwlock_rdlock(&g_forks);
    std::free(memory);
    unlock();
}

}  // namespace

void* operator new(std::size_t size) {
    return allocate(size, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return allocate(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return try_to_allocate(size, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return try_to_allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    release(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    release(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    release(memory);
}
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept {
    release(memory);
}

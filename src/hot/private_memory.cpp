#include "hot/private_memory.hpp"

#include <new>

#include <sys/mman.h>

namespace telemetryflow::hot {

PrivateMemory::PrivateMemory(std::size_t bytes) {
    void* mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapped == MAP_FAILED) throw std::bad_alloc();
    data_ = static_cast<char*>(mapped);
    size_ = bytes;
}

PrivateMemory::~PrivateMemory() {
    ::munmap(data_, size_);
}

void PrivateMemory::give_back(char* at, std::size_t bytes) noexcept {
    ::madvise(at, bytes, MADV_DONTNEED);
}

}  // namespace telemetryflow::hot

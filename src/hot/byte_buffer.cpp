#include "hot/byte_buffer.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace telemetryflow::hot {
namespace {

constexpr std::size_t kSmallestCapacity = 256;

}  // namespace

ByteBuffer::~ByteBuffer() {
    std::free(data_);
}

char* ByteBuffer::more(char* at, std::size_t size) noexcept {
    const std::size_t used = this->size();
    end_ = at;
    char* const moved = ensure(size) ? end_ : nullptr;
    end_ = data_ + used;
    return moved;
}

void ByteBuffer::erase(char* at, std::size_t size) noexcept {
    std::memmove(at, at + size, static_cast<std::size_t>(end_ - (at + size)));
    end_ -= size;
}

void ByteBuffer::release() noexcept {
    std::free(data_);
    data_ = end_ = limit_ = nullptr;
}

bool ByteBuffer::grow(std::size_t size) noexcept {
    const std::size_t used = this->size();
    const std::size_t wanted = std::max({kSmallestCapacity, used + size, 2 * capacity()});
    auto* grown = static_cast<char*>(std::realloc(data_, wanted));
    if (grown == nullptr) return false;
    data_ = grown;
    end_ = grown + used;
    limit_ = grown + wanted;
    return true;
}

}  // namespace telemetryflow::hot

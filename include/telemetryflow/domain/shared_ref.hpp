#pragma once

// A share in the ownership of a `T` that counts its owners itself: std::shared_ptr, as far as public headers need it,
// whose header would be a quarter of what a file pays for including the client. `kShare` and `kLetGo` count one owner
// more and one less; the last one to let go destroys. Copies may be made and let go on any thread; one object belongs
// to one thread at a time.

#include <utility>

namespace telemetryflow {

template <class T, void (*kShare)(T&) noexcept, void (*kLetGo)(T&) noexcept>
class SharedRef {
public:
    constexpr SharedRef() noexcept = default;
    constexpr explicit SharedRef(T& owned) noexcept : owned_(&owned) { kShare(owned); }
    constexpr SharedRef(const SharedRef& other) noexcept : owned_(other.owned_) {
        if (owned_ != nullptr) kShare(*owned_);
    }
    constexpr SharedRef(SharedRef&& other) noexcept : owned_(std::exchange(other.owned_, nullptr)) {}
    constexpr SharedRef& operator=(SharedRef other) noexcept {
        std::swap(owned_, other.owned_);
        return *this;
    }
    constexpr ~SharedRef() {
        if (owned_ != nullptr) kLetGo(*owned_);
    }

    [[nodiscard]] constexpr T* get() const noexcept { return owned_; }
    [[nodiscard]] constexpr T& operator*() const noexcept { return *owned_; }
    [[nodiscard]] constexpr T* operator->() const noexcept { return owned_; }
    constexpr explicit operator bool() const noexcept { return owned_ != nullptr; }

private:
    T* owned_ = nullptr;
};

}  // namespace telemetryflow

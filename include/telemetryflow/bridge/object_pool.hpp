#pragma once

// Memory for objects of one size that come and go: a thread takes what it, or another, gave back on it last. Kept for
// at most so many objects a thread, and given back to the system when the thread ends. Any thread.

#include <cstddef>
#include <new>

namespace telemetryflow::bridge {

template <std::size_t kSize>
class ObjectPool {
public:
    [[nodiscard]] static void* take() {
        Spares& spares = spares_of_thread();
        if (Spare* const spare = spares.first) {
            spares.first = spare->next;
            --spares.count;
            return spare;
        }
        return ::operator new(kBytes);
    }
    static void give_back(void* memory) noexcept {
        Spares& spares = spares_of_thread();
        if (spares.has_ended || spares.count == kMost) return ::operator delete(memory);
        spares.first = ::new (memory) Spare{spares.first};
        ++spares.count;
    }

private:
    struct Spare {
        Spare* next;
    };
    static constexpr std::size_t kBytes = kSize < sizeof(Spare) ? sizeof(Spare) : kSize;
    static constexpr std::size_t kMost = 64;

    struct Spares {
        Spare* first = nullptr;
        std::size_t count = 0;
        bool has_ended = false;

        ~Spares() {
            has_ended = true;
            while (first != nullptr) {
                Spare* const spare = first;
                first = spare->next;
                ::operator delete(spare);
            }
        }
    };

    static Spares& spares_of_thread() noexcept {
        thread_local Spares spares;
        return spares;
    }
};

}  // namespace telemetryflow::bridge

#pragma once

// How many exceptions are in flight on one thread: std::uncaught_exceptions() without its two calls, which cost a span
// more than its ids do. The Itanium C++ ABI (2.2.2, "Caught Exception Stack") fixes where the number is, and GCC's and
// Clang's runtimes both keep it there. Made on its thread, and used on it only.

#include <cxxabi.h>

namespace telemetryflow::hot {

class ExceptionCount {
public:
    [[nodiscard]] unsigned get() const noexcept { return globals_->uncaught; }

private:
    struct Globals {
        void* caught;
        unsigned uncaught;
    };

    const Globals* globals_ = reinterpret_cast<const Globals*>(abi::__cxa_get_globals());
};

}  // namespace telemetryflow::hot

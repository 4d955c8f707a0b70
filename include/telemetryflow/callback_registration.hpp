#pragma once

// Keeps a callback of observable instruments registered: its end removes the callback, and waits for a call of it that
// is under way, so that what the callback refers to may be gone afterwards. May outlive the client. Movable; one thread
// at a time may use it, and the callback itself may end it.

#include <cstdint>
#include <utility>

#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_ref.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT CallbackRegistration {
public:
    /// Registers nothing.
    CallbackRegistration() noexcept = default;
    CallbackRegistration(hot::EngineRef engine, std::uint64_t id) noexcept : engine_(std::move(engine)), id_(id) {}
    CallbackRegistration(CallbackRegistration&& other) noexcept
        : engine_(std::move(other.engine_)), id_(std::exchange(other.id_, 0)) {}
    CallbackRegistration& operator=(CallbackRegistration&& other) noexcept {
        if (this != &other) {
            remove();
            engine_ = std::move(other.engine_);
            id_ = std::exchange(other.id_, 0);
        }
        return *this;
    }
    ~CallbackRegistration() { remove(); }

    /// Removes the callback before this object's end.
    void remove() noexcept;

private:
    hot::EngineRef engine_;
    std::uint64_t id_ = 0;  // 0: none
};

}  // namespace telemetryflow

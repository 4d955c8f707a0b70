#pragma once

// A share in the ownership of an engine, as every handle has one. The count lives in the engine, so that a share can be
// had from any reference. Copies may be made and let go on any thread; one object belongs to one thread at a time.

#include <utility>

#include "telemetryflow/export.hpp"

namespace telemetryflow::hot {

class Engine;

class TELEMETRYFLOW_EXPORT EngineRef {
public:
    EngineRef() noexcept = default;
    explicit EngineRef(Engine& engine) noexcept;
    EngineRef(const EngineRef& other) noexcept;
    EngineRef(EngineRef&& other) noexcept : engine_(std::exchange(other.engine_, nullptr)) {}
    EngineRef& operator=(EngineRef other) noexcept {
        std::swap(engine_, other.engine_);
        return *this;
    }
    ~EngineRef() {
        if (engine_ != nullptr) let_go();
    }

    [[nodiscard]] Engine* get() const noexcept { return engine_; }
    [[nodiscard]] Engine& operator*() const noexcept { return *engine_; }
    [[nodiscard]] Engine* operator->() const noexcept { return engine_; }
    explicit operator bool() const noexcept { return engine_ != nullptr; }

private:
    void let_go() noexcept;

    Engine* engine_ = nullptr;
};

}  // namespace telemetryflow::hot

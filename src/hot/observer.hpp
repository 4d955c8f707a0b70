#pragma once

// A program's callback for observable instruments, as the engine knows it.

namespace telemetryflow::hot {

class Observer {
public:
    virtual ~Observer() = default;

    /// Has the program observe its values; may throw what the program throws.
    virtual void observe() = 0;
};

}  // namespace telemetryflow::hot

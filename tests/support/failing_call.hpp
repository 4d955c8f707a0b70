#pragma once

// Has calls of one kind fail, as long as it lives: all, or one alone.

#include "support/file_calls.hpp"

namespace telemetryflow::test {

class FailingCall final : public FileCalls {
public:
    FailingCall(FileCall::Kind kind, int error) : kind_(kind), error_(error) {}
    /// Only the `at`th, the first being 1.
    FailingCall(FileCall::Kind kind, int error, unsigned at) : kind_(kind), error_(error), only_(at) {}

    Answer before(const FileCall& call) override {
        if (call.kind != kind_) return {};
        ++count_;
        return {.error = only_ == 0 || count_ == only_ ? error_ : 0};
    }
    /// Calls of the kind, failed or not.
    [[nodiscard]] unsigned count() const noexcept { return count_; }

private:
    const FileCall::Kind kind_;
    const int error_;
    const unsigned only_ = 0;
    unsigned count_ = 0;
};

}  // namespace telemetryflow::test

#pragma once

// Has calls of one kind fail, as long as it lives: all until mend(), or one alone.

#include <atomic>

#include "support/file_calls.hpp"

namespace telemetryflow::test {

class FailingCall final : public FileCalls {
public:
    FailingCall(FileCall::Kind kind, int error, Threads threads = Threads::Own)
        : FileCalls(threads), kind_(kind), error_(error) {}
    /// Only the `at`th, the first being 1.
    FailingCall(FileCall::Kind kind, int error, unsigned at) : kind_(kind), error_(error), only_(at) {}

    Answer before(const FileCall& call) override {
        if (call.kind != kind_) return {};
        const unsigned number = ++count_;
        const bool fails = !is_mended_ && (only_ == 0 || number == only_);
        return {.error = fails ? error_ : 0};
    }
    /// They go well from now on.
    void mend() noexcept { is_mended_ = true; }
    /// Calls of the kind, failed or not.
    [[nodiscard]] unsigned count() const noexcept { return count_; }

private:
    const FileCall::Kind kind_;
    const int error_;
    const unsigned only_ = 0;
    std::atomic<bool> is_mended_{false};
    std::atomic<unsigned> count_{0};
};

}  // namespace telemetryflow::test

#include "application/intercepted_call.hpp"

namespace telemetryflow::detail {

namespace {

// The interceptors that this thread is inside of, the innermost first.
struct Frame {
    const InterceptorChain* chain;
    const Frame* outer;
};

thread_local const Frame* innermost_frame = nullptr;

// Sets the innermost frame for a scope.
class FrameScope {
public:
    explicit FrameScope(const Frame* frame) noexcept : saved_(innermost_frame) { innermost_frame = frame; }
    FrameScope(const FrameScope&) = delete;
    FrameScope& operator=(const FrameScope&) = delete;
    ~FrameScope() { innermost_frame = saved_; }

private:
    const Frame* saved_;
};

}  // namespace

bool InterceptedCall::inside_interceptor_of(const InterceptorChain& chain) noexcept {
    for (const auto* frame = innermost_frame; frame != nullptr; frame = frame->outer) {
        if (frame->chain == &chain) return true;
    }
    return false;
}

void InterceptedCall::step(std::size_t index, const void* message) noexcept {
    if (index == list_.size()) {
        delivered_ = true;
        // A handler may dispatch further messages, and interceptors have to see those.
        const FrameScope scope(nullptr);
        target_.deliver(target_.context, message);
        return;
    }
    MessageCall call(*this, message, index + 1);
    try {
        const Frame frame{&chain_, innermost_frame};
        const FrameScope scope(&frame);
        list_[index]->intercept(call);
    } catch (...) {
        chain_.errors_.fetch_add(1, std::memory_order_relaxed);
        call.proceed();
    }
}

}  // namespace telemetryflow::detail

namespace telemetryflow {

Interceptor::~Interceptor() = default;

std::string_view MessageCall::name() const noexcept {
    return call_.name();
}

const std::type_info& MessageCall::type() const noexcept {
    return call_.type();
}

void MessageCall::forward(const void* message) {
    if (proceeded_) return;
    proceeded_ = true;
    call_.step(next_, message);
}

}  // namespace telemetryflow

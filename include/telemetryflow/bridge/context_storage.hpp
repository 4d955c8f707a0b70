#pragma once

// Where the OpenTelemetry API keeps a thread's current context: on the SDK's own context stack. What is current in one
// is current in the other, whichever way it was made so. Any thread; a context is detached by the thread that attached
// it.

#include <new>
#include <utility>
#include <vector>

#include <opentelemetry/context/runtime_context.h>

#include "telemetryflow/bridge/context_values.hpp"
#include "telemetryflow/tracer.hpp"

namespace telemetryflow::bridge {

class ContextStorage final : public opentelemetry::context::RuntimeContextStorage {
public:
    explicit ContextStorage(telemetryflow::Tracer tracer) noexcept : tracer_(std::move(tracer)) {}

    opentelemetry::context::Context GetCurrent() noexcept override {
        static const opentelemetry::context::Context kNone;
        const Frames* const frames = frames_of_thread();
        const opentelemetry::context::Context& top =
            frames == nullptr || frames->empty() ? kNone : frames->back().context;
        const Context current = tracer_.current_context();
        const bool is_attached = frames != nullptr && !frames->empty() ? is_same(current, frames->back().native)
                                                                       : !current.is_valid() && current.baggage.empty();
        // A span or baggage that was made current in the SDK's own way lies above.
        return is_attached ? top : with_values(top, current);
    }

    opentelemetry::nostd::unique_ptr<opentelemetry::context::Token> Attach(
        const opentelemetry::context::Context& context) noexcept override {
        attach(context);
        return CreateToken(context);
    }

    bool Detach(opentelemetry::context::Token& token) noexcept override {
        Frames* const frames = frames_of_thread();
        if (frames == nullptr) return false;
        std::size_t size = frames->size();
        while (size != 0 && !(token == (*frames)[size - 1].context))
            --size;
        if (size == 0) return false;
        // What was attached above it and not detached goes with it.
        while (frames->size() >= size)
            frames->pop_back();
        return true;
    }

private:
    struct Frame {
        opentelemetry::context::Context context;
        Context native;
        ContextGuard guard;
    };
    using Frames = std::vector<Frame>;

    static bool is_same(const Context& a, const Context& b) noexcept {
        return a.span_id == b.span_id && a.trace_id == b.trace_id && a.baggage == b.baggage;
    }

    void attach(const opentelemetry::context::Context& context) noexcept try {
        Frames* const frames = frames_of_thread();
        if (frames == nullptr) return;
        Context native = to_context(context);
        frames->reserve(frames->size() + 1);
        ContextGuard guard = tracer_.attach(native);
        frames->push_back({context, std::move(native), std::move(guard)});
    } catch (const std::bad_alloc&) {
        // It stays as it was; detaching finds nothing.
    }

    // Null while the thread ends, when destructors of other objects may still come here.
    static Frames* frames_of_thread() noexcept {
        struct Owner {
            Frames frames;
            bool& has_ended;
            ~Owner() {
                while (!frames.empty())
                    frames.pop_back();
                has_ended = true;
            }
        };
        thread_local bool has_ended = false;
        if (has_ended) return nullptr;
        thread_local Owner owner{{}, has_ended};
        return &owner.frames;
    }

    const telemetryflow::Tracer tracer_;
};

}  // namespace telemetryflow::bridge

#pragma once

// One message on its way to its handler, as an interceptor sees it. It belongs to the dispatching call: use it only
// inside intercept() and only on the thread that intercept() was called on.

#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <typeinfo>

#include "telemetryflow/application/message.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

namespace detail {
class InterceptedCall;
}

class TELEMETRYFLOW_EXPORT MessageCall {
public:
    MessageCall(const MessageCall&) = delete;
    MessageCall& operator=(const MessageCall&) = delete;

    /// The message's kName, for example "RecordCounterCommand".
    [[nodiscard]] std::string_view name() const noexcept;

    /// Returns the message when it is an `M`, else null. An interceptor before this one may have changed it.
    template <Message M>
    [[nodiscard]] const M* get_if() const noexcept {
        return type() == typeid(M) ? static_cast<const M*>(message_) : nullptr;
    }

    /// Hands the message on to the next interceptor, or to the handler. An interceptor that never calls it, nor
    /// proceed_with(), vetoes the message. Only the first call of either does anything.
    void proceed() { forward(message_); }

    /// Hands on `replacement` instead; what it views has to live until this call returns. Throws std::invalid_argument
    /// when the message is no `M`.
    template <Message M>
    void proceed_with(const M& replacement) {
        if (type() != typeid(M)) throw std::invalid_argument("a message can only be replaced by one of its own type");
        forward(&replacement);
    }

private:
    friend class detail::InterceptedCall;

    MessageCall(detail::InterceptedCall& call, const void* message, std::size_t next) noexcept
        : call_(call), message_(message), next_(next) {}

    [[nodiscard]] const std::type_info& type() const noexcept;
    void forward(const void* message);

    detail::InterceptedCall& call_;
    const void* message_;
    std::size_t next_;
    bool proceeded_ = false;
};

}  // namespace telemetryflow

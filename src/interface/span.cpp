#include "telemetryflow/span.hpp"

#include <cstdlib>
#include <new>
#include <typeinfo>
#include <utility>

#include <cxxabi.h>

#include "hot/span_recorder.hpp"
#include "interface/exception_type.hpp"

namespace telemetryflow {

Span::Span(std::shared_ptr<hot::Engine> engine, hot::SpanState* state) noexcept
    : engine_(std::move(engine)), state_(state), exceptions_at_start_(std::uncaught_exceptions()) {}

Span::Span(Span&& other) noexcept
    : engine_(std::move(other.engine_)),
      state_(std::exchange(other.state_, nullptr)),
      exceptions_at_start_(other.exceptions_at_start_) {}

Span& Span::operator=(Span&& other) noexcept {
    if (this == &other) return *this;
    end();
    engine_ = std::move(other.engine_);
    state_ = std::exchange(other.state_, nullptr);
    exceptions_at_start_ = other.exceptions_at_start_;
    return *this;
}

Span::~Span() {
    if (state_ == nullptr) return;
    if (std::uncaught_exceptions() > exceptions_at_start_) {
        // During unwinding the language does not tell which exception it is; record_exception() or with_span() do.
        hot::add_event(*engine_, *state_, "exception", {{"exception.escaped", true}}, 0);
        hot::set_status(*engine_, *state_, SpanStatus::Error, "an exception left the span's scope");
    }
    end();
}

Span& Span::set_attribute(std::string_view key, const AttributeValue& value) noexcept {
    if (state_ != nullptr) hot::set_attribute(*engine_, *state_, {key, value});
    return *this;
}

Span& Span::set_attributes(const Attributes& attributes) noexcept {
    for (const Attribute& attribute : attributes)
        set_attribute(attribute.key, attribute.value);
    return *this;
}

Span& Span::add_event(std::string_view name, const Attributes& attributes, std::uint64_t time) noexcept {
    if (state_ != nullptr) hot::add_event(*engine_, *state_, name, attributes, time);
    return *this;
}

Span& Span::add_link(const SpanContext& context, const Attributes& attributes) noexcept {
    if (state_ != nullptr) hot::add_link(*engine_, *state_, context, attributes);
    return *this;
}

Span& Span::set_status(SpanStatus status, std::string_view description) noexcept {
    if (state_ != nullptr) hot::set_status(*engine_, *state_, status, description);
    return *this;
}

Span& Span::update_name(std::string_view name) noexcept {
    if (state_ != nullptr) hot::update_name(*engine_, *state_, name);
    return *this;
}

Span& Span::record_exception(std::string_view type, std::string_view message) noexcept {
    if (state_ != nullptr) {
        hot::record_exception(*engine_, *state_, type, message);
        hot::set_status(*engine_, *state_, SpanStatus::Error, message);
    }
    return *this;
}

Span& Span::record_exception(const std::exception& exception) noexcept try {
    if (is_recording()) record_exception(exception_type(exception), exception.what());
    return *this;
} catch (const std::bad_alloc&) {
    return record_exception({}, exception.what());
}

void Span::end(std::uint64_t time) noexcept {
    if (state_ == nullptr) return;
    hot::end_span(*engine_, std::exchange(state_, nullptr), time);
    engine_.reset();
}

SpanContext Span::context() const noexcept {
    return state_ != nullptr ? state_->context : SpanContext{};
}

bool Span::is_recording() const noexcept {
    return state_ != nullptr && state_->recording;
}

}  // namespace telemetryflow

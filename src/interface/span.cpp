#include "telemetryflow/span.hpp"

#include <cstdlib>
#include <new>
#include <typeinfo>
#include <utility>

#include <cxxabi.h>

#include "hot/span_recorder.hpp"
#include "hot/thread_recorder.hpp"
#include "interface/exception_type.hpp"

namespace telemetryflow {

Span& Span::operator=(Span&& other) noexcept {
    if (this == &other) return *this;
    end();
    state_ = std::exchange(other.state_, nullptr);
    return *this;
}

void Span::leave_scope() noexcept {
    hot::leave_scope(state_);
}

Span& Span::set_attribute(std::string_view key, const AttributeValue& value) noexcept {
    if (state_ != nullptr) hot::set_attribute(engine(), *state_, {key, value});
    return *this;
}

Span& Span::set_attributes(Attributes attributes) noexcept {
    for (const Attribute& attribute : attributes)
        set_attribute(attribute.key, attribute.value);
    return *this;
}

Span& Span::add_event(std::string_view name, Attributes attributes, std::uint64_t time) noexcept {
    if (state_ != nullptr) hot::add_event(engine(), *state_, name, attributes, time);
    return *this;
}

Span& Span::add_link(const SpanContext& context, Attributes attributes) noexcept {
    if (state_ != nullptr) hot::add_link(engine(), *state_, context, attributes);
    return *this;
}

Span& Span::set_status(SpanStatus status, std::string_view description) noexcept {
    if (state_ != nullptr) hot::set_status(engine(), *state_, status, description);
    return *this;
}

Span& Span::update_name(std::string_view name) noexcept {
    if (state_ != nullptr) hot::update_name(engine(), *state_, name);
    return *this;
}

Span& Span::record_exception(std::string_view type, std::string_view message) noexcept {
    if (state_ != nullptr) {
        hot::record_exception(engine(), *state_, type, message);
        hot::set_status(engine(), *state_, SpanStatus::Error, message);
    }
    return *this;
}

Span& Span::record_exception(const std::exception& exception) noexcept try {
    if (is_recording()) record_exception(exception_type(exception), exception.what());
    return *this;
} catch (const std::bad_alloc&) {
    return record_exception({}, exception.what());
}

Span& Span::detach() noexcept {
    if (state_ != nullptr) hot::take_off_stack(*state_);
    return *this;
}

hot::Engine& Span::engine() const noexcept {
    return *state_->lender->engine;
}

void Span::end(std::uint64_t time) noexcept {
    if (state_ == nullptr) return;
    hot::end_current_span(std::exchange(state_, nullptr), time);
}

SpanContext Span::context() const noexcept {
    return state_ != nullptr ? state_->context : SpanContext{};
}

bool Span::is_recording() const noexcept {
    return state_ != nullptr && state_->recording;
}

}  // namespace telemetryflow

#pragma once

// The exception that is being handled, as telemetry tells it: its type and its message. Called within a catch block, on
// any thread.

#include <exception>
#include <string>
#include <string_view>

#include "telemetryflow/span.hpp"

#include "interface/exception_type.hpp"

namespace telemetryflow::middleware {

/// Calls `use(type, message)`.
template <class Use>
void describe_exception(const std::exception& error, Use&& use) noexcept {
    try {
        use(std::string_view(exception_type(error)), std::string_view(error.what()));
    } catch (...) {
        use(std::string_view("std::exception"), std::string_view(error.what()));
    }
}

/// The same with what is being handled, whatever it is.
template <class Use>
void describe_current_exception(Use&& use) noexcept {
    try {
        throw;
    } catch (const std::exception& error) {
        describe_exception(error, use);
    } catch (...) {
        use(std::string_view("unknown"), std::string_view("an exception that is not a std::exception"));
    }
}

/// Adds the event "exception" and no status, which waits for the answer: whoever answers may make one of the exception
/// that is no failure.
inline void add_exception_event(Span& span, std::string_view type, std::string_view message) noexcept {
    span.add_event("exception", {{"exception.type", type}, {"exception.message", message}});
}

}  // namespace telemetryflow::middleware

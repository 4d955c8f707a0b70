#pragma once

// Types as people write them, for exception.type and otel.component.type. Callable from any thread.

#include <exception>
#include <string>
#include <typeinfo>

namespace telemetryflow {

[[nodiscard]] std::string type_name(const std::type_info& type);
[[nodiscard]] std::string exception_type(const std::exception& exception);

}  // namespace telemetryflow

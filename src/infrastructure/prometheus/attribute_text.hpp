#pragma once

// The value of an attribute as text (OpenTelemetry common specification, "AnyValue representation for non-OTLP
// protocols"). A pure function.

#include <string>

#include "telemetryflow/domain/owned_attribute_value.hpp"

namespace telemetryflow::prometheus {

/// A text is itself, bytes are Base64, all else is JSON.
[[nodiscard]] std::string attribute_text(const OwnedAttributeValue& value);

}  // namespace telemetryflow::prometheus

#pragma once

// Reads the fields of the API's JSON objects. Every function throws std::invalid_argument or nlohmann's exceptions,
// both std::exception, for a field that is missing or no such value. Pure functions; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "telemetryflow/application/queries/attribute_map.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow::infrastructure {

/// A required text.
[[nodiscard]] std::string text_of(const nlohmann::json& object, const char* name);
/// A required unsigned number, or a text of its digits, as 64-bit numbers are in JSON.
[[nodiscard]] std::uint64_t unsigned_of(const nlohmann::json& object, const char* name);
/// A number of type double, or the text "NaN", "Infinity" or "-Infinity"; nothing when absent or null.
[[nodiscard]] std::optional<double> number_of(const nlohmann::json& object, const char* name);
/// A required id in hexadecimal digits; the empty text is the id that is not valid.
[[nodiscard]] TraceId trace_id_of(const nlohmann::json& object, const char* name);
[[nodiscard]] SpanId span_id_of(const nlohmann::json& object, const char* name);
/// A required object of attributes.
[[nodiscard]] AttributeMap attributes_of(const nlohmann::json& object, const char* name);
/// Any value as text: a string stands for itself, everything else for its JSON.
[[nodiscard]] std::string as_text(const nlohmann::json& value);
/// A required array.
[[nodiscard]] const nlohmann::json& array_of(const nlohmann::json& object, const char* name);
/// What number_of() and unsigned_of() take, as a value of its own.
[[nodiscard]] double as_number(const nlohmann::json& value);
[[nodiscard]] std::uint64_t as_unsigned(const nlohmann::json& value);

}  // namespace telemetryflow::infrastructure

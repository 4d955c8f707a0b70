#pragma once

// The text form of baggage: one member of the header (W3C Baggage, "Header Content"). Pure functions; safe to use from
// any thread.

#include <optional>
#include <string>
#include <string_view>

#include "telemetryflow/domain/baggage_entry.hpp"

namespace telemetryflow::baggage_text {

/// Reads name=value and the properties behind it; nothing when that is malformed.
[[nodiscard]] std::optional<BaggageEntry> read_member(std::string_view member);
/// Appends the member, after a comma when it is not the first one.
void append_member(std::string& header, const BaggageEntry& entry);
/// The properties that `metadata` lists, separated by semicolons, without the white space around their keys and values,
/// which not every protocol's headers may carry; nothing when one is malformed.
[[nodiscard]] std::optional<std::string> normal_metadata(std::string_view metadata);
/// Every ill-formed part replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace telemetryflow::baggage_text

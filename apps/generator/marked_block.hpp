#pragma once

// A block of lines of ours within a file of the user's, between two comment lines by which it is found again. Pure
// functions.

#include <string>
#include <string_view>

namespace telemetryflow::generator {

inline constexpr std::string_view kBlockBegin = "# >>> telemetryflow-gen: rewritten by it, keep your own lines outside";
inline constexpr std::string_view kBlockEnd = "# <<< telemetryflow-gen";

/// Returns `text` with `block` (whole lines) between the markers: in the place of the earlier block, or at the end.
/// Throws GenerationError when a marker stands alone.
[[nodiscard]] std::string with_marked_block(std::string_view text, std::string_view block);

}  // namespace telemetryflow::generator

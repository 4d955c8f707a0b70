#pragma once

// SQL as it may be recorded (OpenTelemetry semantic conventions for database clients, "Sanitization of db.query.text"
// and "Generating query summary"). A pure function; safe to use from any thread.

#include <cstddef>
#include <string_view>

#include "telemetryflow/export.hpp"
#include "telemetryflow/integration/database_statement.hpp"
#include "telemetryflow/integration/sql_dialect.hpp"

namespace telemetryflow::integration {

/// A description is not longer than this in bytes; a longer statement is cut between two of its words.
inline constexpr std::size_t kMaxQueryText = 8192;
inline constexpr std::size_t kMaxQuerySummary = 255;

/// Returns what may be recorded of `sql`, which may be any text. Every literal of the text becomes "?", comments and
/// superfluous blanks go; names, keywords and placeholders stay. The operation is the first keyword, in upper case, or
/// that of the main statement behind WITH, and empty unless SQL knows it. Takes time in proportion to the text's
/// length.
[[nodiscard]] TELEMETRYFLOW_EXPORT DatabaseStatement describe_sql(std::string_view sql, SqlDialect dialect);

}  // namespace telemetryflow::integration

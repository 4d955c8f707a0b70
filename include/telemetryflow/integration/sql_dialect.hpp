#pragma once

// Whose rules a statement is read by: what quotes a name in one database quotes a text in another. A value.

#include <cstdint>

namespace telemetryflow::integration {

enum class SqlDialect : std::uint8_t {
    PostgreSql,
    /// Takes "double quotes" for a text where no column has that name, so that they count as one here.
    Sqlite,
};

}  // namespace telemetryflow::integration

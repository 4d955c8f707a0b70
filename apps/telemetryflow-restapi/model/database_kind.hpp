#pragma once

// The databases that services are written for.

#include <cstdint>
#include <string_view>

namespace telemetryflow::restapi {

enum class DatabaseKind : std::uint8_t { Sqlite, Postgres };

[[nodiscard]] constexpr std::string_view to_string(DatabaseKind kind) {
    return kind == DatabaseKind::Sqlite ? "sqlite" : "postgres";
}

}  // namespace telemetryflow::restapi

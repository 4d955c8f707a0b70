#pragma once

// Commands of Redis as they may be recorded. Pure functions; safe to use from any thread.

#include <cstddef>
#include <string_view>

#include "telemetryflow/export.hpp"
#include "telemetryflow/integration/database_statement.hpp"

namespace telemetryflow::integration {

/// The argument of that number in a command as it is sent (RESP, an array of bulk strings), 0 being the command's name;
/// empty where there is none.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string_view redis_argument(std::string_view command,
                                                                   std::size_t number) noexcept;

/// What may be recorded of such a command: its name, in upper case, and "?" for every argument, keys included, since
/// keys are made of data. A name that cannot be one is "?" too.
[[nodiscard]] TELEMETRYFLOW_EXPORT DatabaseStatement describe_redis(std::string_view command);

/// The word that an error reply begins with, for example "WRONGTYPE"; "ERR" where it begins with something else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string_view redis_error_code(std::string_view reply) noexcept;

}  // namespace telemetryflow::integration

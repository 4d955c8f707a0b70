#pragma once

// Which statements of SQLite failed: its trace hook is not told, but its error log is, on the same thread and before.

#include <array>
#include <string_view>

#include <sqlite3.h>

namespace telemetryflow::integration {

namespace detail {

// The last code that SQLite logged on this thread, until somebody takes it.
inline thread_local int t_sqlite_error = SQLITE_OK;

inline void note_sqlite_error(void*, int code, const char*) noexcept {
    const int primary = code & 0xff;
    if (primary != SQLITE_NOTICE && primary != SQLITE_WARNING) t_sqlite_error = code;
}

}  // namespace detail

/// Takes SQLite's error log, of which a process has one, so that statements that fail are recorded as errors; without
/// it they are not told from the others, but for those that find the database locked (SQLITE_BUSY), which SQLite does
/// not log. Must come before any other use of SQLite in the process, and on one thread: returns false when it was too
/// late.
inline bool watch_sqlite_errors() noexcept {
    static const bool watching = sqlite3_config(SQLITE_CONFIG_LOG, detail::note_sqlite_error, nullptr) == SQLITE_OK;
    return watching;
}

/// The extended result code that this thread's last statement failed with, or SQLITE_OK; taken once.
[[nodiscard]] inline int take_sqlite_error() noexcept {
    const int code = detail::t_sqlite_error;
    detail::t_sqlite_error = SQLITE_OK;
    return code;
}

/// The name of the primary result code in `code`; empty for SQLITE_OK.
[[nodiscard]] inline std::string_view sqlite_error_type(int code) noexcept {
    static constexpr std::array<std::string_view, 27> kNames = {"",
                                                                "SQLITE_ERROR",
                                                                "SQLITE_INTERNAL",
                                                                "SQLITE_PERM",
                                                                "SQLITE_ABORT",
                                                                "SQLITE_BUSY",
                                                                "SQLITE_LOCKED",
                                                                "SQLITE_NOMEM",
                                                                "SQLITE_READONLY",
                                                                "SQLITE_INTERRUPT",
                                                                "SQLITE_IOERR",
                                                                "SQLITE_CORRUPT",
                                                                "SQLITE_NOTFOUND",
                                                                "SQLITE_FULL",
                                                                "SQLITE_CANTOPEN",
                                                                "SQLITE_PROTOCOL",
                                                                "SQLITE_EMPTY",
                                                                "SQLITE_SCHEMA",
                                                                "SQLITE_TOOBIG",
                                                                "SQLITE_CONSTRAINT",
                                                                "SQLITE_MISMATCH",
                                                                "SQLITE_MISUSE",
                                                                "SQLITE_NOLFS",
                                                                "SQLITE_AUTH",
                                                                "SQLITE_FORMAT",
                                                                "SQLITE_RANGE",
                                                                "SQLITE_NOTADB"};
    const auto primary = static_cast<unsigned int>(code) & 0xffU;
    return primary < kNames.size() ? kNames[primary] : std::string_view("_OTHER");
}

}  // namespace telemetryflow::integration

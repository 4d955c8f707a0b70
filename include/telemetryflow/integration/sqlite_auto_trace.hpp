#pragma once

// What SqliteTrace does for one connection, for every connection that the process opens during its own life. At most
// one at a time. Statements that run meanwhile on other threads are waited for when it ends, so that the client may go
// then; connections that are still open record no more.

#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <utility>

#include <sqlite3.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/sqlite_hook.hpp"

struct sqlite3_api_routines;

namespace telemetryflow::integration {

class SqliteAutoTrace {
public:
    /// Throws std::runtime_error when there is one already, or when SQLite refuses.
    explicit SqliteAutoTrace(TelemetryFlowClient& client) {
        const std::lock_guard lock(gate().mutex);
        if (gate().client != nullptr) throw std::runtime_error("SQLite is traced already");
        if (sqlite3_auto_extension(entry_point()) != SQLITE_OK)
            throw std::runtime_error("SQLite takes no extension for new connections");
        gate().client = &client;
    }
    ~SqliteAutoTrace() {
        sqlite3_cancel_auto_extension(entry_point());
        const std::lock_guard lock(gate().mutex);
        gate().client = nullptr;
    }
    SqliteAutoTrace(const SqliteAutoTrace&) = delete;
    SqliteAutoTrace& operator=(const SqliteAutoTrace&) = delete;

private:
    struct Gate {
        std::shared_mutex mutex;
        TelemetryFlowClient* client = nullptr;
    };

    // Never destroyed: static connections may be closed when everything else has been.
    static Gate& gate() {
        static Gate& gate = *new Gate;
        return gate;
    }

    // Owned by its connection.
    class Hook final : public SqliteHook {
    public:
        Hook(TelemetryFlowClient& client, sqlite3* connection) : SqliteHook(client, connection), client_(&client) {}

    private:
        void closed() override { delete this; }
        void ended(DatabaseStatement statement, std::uint64_t start, std::uint64_t end,
                   const DatabaseError& error) override {
            const std::shared_lock lock(gate().mutex);
            if (gate().client == client_) SqliteHook::ended(std::move(statement), start, end, error);
        }

        TelemetryFlowClient* client_;
    };

    // SQLite wants it untyped, and calls it with these arguments.
    [[nodiscard]] static void (*entry_point())() { return reinterpret_cast<void (*)()>(on_open); }

    static int on_open(sqlite3* connection, char**, const sqlite3_api_routines*) noexcept try {
        const std::shared_lock lock(gate().mutex);
        // From here on the connection keeps it.
        if (gate().client != nullptr) static_cast<void>(new Hook(*gate().client, connection));
        return SQLITE_OK;
    } catch (...) {
        // A connection that is not traced is still a connection.
        return SQLITE_OK;
    }
};

}  // namespace telemetryflow::integration

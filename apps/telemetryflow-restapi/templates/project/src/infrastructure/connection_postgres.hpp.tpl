#pragma once

@if telemetry
// A connection to PostgreSQL whose statements are spans below what is current. Used by one thread at a time. Throws
// what libpqxx throws.
@else
// A connection to PostgreSQL. Used by one thread at a time. Throws what libpqxx throws.
@end

#include <functional>
#include <string>
#include <vector>

#include <pqxx/pqxx>

@if telemetry
#include "telemetryflow/integration/pqxx.hpp"
#include "telemetryflow/telemetryflow.hpp"

@end
#include "infrastructure/value.hpp"

namespace @{module} {

class Connection {
public:
    /// Nothing to do for PostgreSQL.
    static void prepare_process() {}

    /// `where` is a connection string or URL of libpq.
@if telemetry
    Connection(telemetryflow::TelemetryFlowClient& client, const std::string& where);
@else
    explicit Connection(const std::string& where);
@end

    /// Runs one statement with its parameters $1, $2, ... in the order in which they appear.
    std::vector<Row> query(const std::string& sql, const std::vector<Value>& parameters = {});
    /// Runs `work` in a transaction that no other one of this kind runs beside, in this process or another.
    void exclusively(const std::function<void()>& work);
    /// Runs statements without parameters, as a migration has them.
    void run_script(const std::string& sql);
    /// Whether it is worth keeping after an error.
    [[nodiscard]] bool is_usable() const { return connection_.is_open(); }

private:
    template <class Run>
    pqxx::result within_transaction(Run&& run);

    pqxx::connection connection_;
@if telemetry
    telemetryflow::integration::PqxxConnection traced_;
@end
    pqxx::transaction_base* current_ = nullptr;
};

}  // namespace @{module}

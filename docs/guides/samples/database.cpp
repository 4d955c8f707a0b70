// Quoted by docs/guides/integrations.md.

#include <stdexcept>
#include <string>

#include "telemetryflow/integration/database_calls.hpp"
#include "telemetryflow/integration/describe_sql.hpp"

using namespace telemetryflow;

struct Database {
    void run(const std::string&) {}
};

void wrap(TelemetryFlowClient& client, Database& database, const std::string& sql) {
    // [wrap]
    integration::DatabaseCalls calls(client, {.system = "mydb", .name_space = "shop", .address = "db.example"});

    auto span = calls.start(integration::describe_sql(sql, integration::SqlDialect::PostgreSql));
    try {
        database.run(sql);
    } catch (const std::runtime_error&) {
        span.fail({.type = "timeout"});  // a word for the kind of failure, never the message: that quotes data
        throw;
    }
    // [/wrap]
}

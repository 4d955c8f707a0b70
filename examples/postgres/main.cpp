// Statements that go to PostgreSQL through libpqxx: each is a span below what is current, with its text but without its
// data.
//
//   ./example_postgres "host=127.0.0.1 dbname=shop"       its table is a temporary one
//
// The second order takes what is not there; PostgreSQL refuses it, and the span says with which code.
// The last line on standard output is the client's own account of what became of its telemetry, as JSON.

#include <chrono>
#include <iostream>
#include <string>

#include <pqxx/pqxx>

#include "telemetryflow/integration/pqxx.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;
using telemetryflow::integration::PqxxConnection;

namespace {

void place(TelemetryFlowClient& client, pqxx::connection& connection, PqxxConnection& db, int wanted) {
    Span span = client.span("place order", SpanKind::Internal, {{"order.wanted", wanted}});
    try {
        pqxx::work work(connection);
        db.exec_prepared(work, "take", wanted);
        const pqxx::result left = db.exec_params(work, "SELECT pieces FROM stock WHERE item = $1", "lamp");
        db.commit(work);
        client.log_info("order placed", {{"stock.left", left[0][0].as<int>()}});
    } catch (const pqxx::check_violation& error) {
        span.record_exception(error);
        client.log_error("order refused", {{"order.wanted", wanted}});
    }
}

void work(TelemetryFlowClient& client, const char* database) {
    pqxx::connection connection(database);
    {
        // Not through the wrapper: nobody's request.
        pqxx::nontransaction setup(connection);
        setup.exec("CREATE TEMPORARY TABLE stock (item text PRIMARY KEY, pieces int CHECK (pieces >= 0))");
        setup.exec("INSERT INTO stock VALUES ('lamp', 5)");
    }
    PqxxConnection db(client, connection);
    db.prepare("take", "UPDATE stock SET pieces = pieces - $1 WHERE item = 'lamp'");
    for (const int wanted : {3, 3, 2})
        place(client, connection, db, wanted);
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " <connection string>\n";
        return 2;
    }
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-postgres", "1.0.0").with_auto_configuration().build();
    client.initialize();
    work(client, argv[1]);

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
} catch (const pqxx::failure& error) {
    std::cerr << error.what() << '\n';
    return 1;
}

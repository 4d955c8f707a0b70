// Quoted by docs/guides/integrations.md.

#include "telemetryflow/integration/pqxx.hpp"

using namespace telemetryflow;

void wrap(TelemetryFlowClient& client) {
    // [wrap]
    pqxx::connection connection("dbname=shop");
    integration::PqxxConnection db(client, connection);
    db.prepare("find_user", "SELECT name FROM users WHERE id = $1");

    pqxx::work work(connection);
    db.exec_params(work, "INSERT INTO orders (customer) VALUES ($1)", 17);
    const pqxx::result users = db.exec_prepared(work, "find_user", 17);
    const pqxx::row one = db.call("SELECT count(*) FROM orders", [&] {  // whatever else pqxx can do
        return work.exec1("SELECT count(*) FROM orders");
    });
    db.commit(work);
    // [/wrap]
}

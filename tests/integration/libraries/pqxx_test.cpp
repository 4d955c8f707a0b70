// What arrives of statements that a program sends with libpqxx, to a real server.

#include "telemetryflow/integration/pqxx.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <pqxx/pqxx>

#include "integration/client/test_client.hpp"
#include "support/postgres_server.hpp"

#if defined(__SANITIZE_ADDRESS__)
// Once in some dozens of lost connections libpqxx 6.4 forgets a result that libpq made for it. Nothing else here makes
// one.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:PQmakeEmptyPGresult\n";
}
#endif

namespace telemetryflow::tests {
namespace {

using integration::PqxxConnection;
using test::PostgresServer;

class PqxxTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() { server_ = std::make_unique<PostgresServer>(POSTGRES_PROGRAMS); }
    static void TearDownTestSuite() { server_.reset(); }

    void SetUp() override {
        pqxx::nontransaction setup(connection_);
        setup.exec("DROP TABLE IF EXISTS users; CREATE TABLE users (id int PRIMARY KEY, name text)");
    }

    static std::unique_ptr<PostgresServer> server_;

    TestClient client_;
    pqxx::connection connection_{server_->connection_string()};
    PqxxConnection db_{client_.client, connection_};
};

std::unique_ptr<PostgresServer> PqxxTest::server_;

void expect_absent(const TestClient& client, const std::vector<std::string>& secrets) {
    for (const auto& request : client.record->requests()) {
        for (const std::string& secret : secrets)
            EXPECT_EQ(request.body.find(secret), std::string::npos) << secret;
    }
}

TEST_F(PqxxTest, AStatementIsAClientSpanInTheCurrentTrace) {
    {
        const auto outer = client_->span("outer");
        pqxx::work work(connection_);
        db_.exec(work, "INSERT INTO users VALUES (4711, 'lovelace')");
        db_.commit(work);
    }
    pqxx::nontransaction read(connection_);
    EXPECT_EQ(db_.exec(read, "SELECT name FROM users")[0][0].as<std::string>(), "lovelace");
    const Received received = client_.receive();
    const Span& span = received.span("INSERT users");
    EXPECT_EQ(span.kind(), Span::SPAN_KIND_CLIENT);
    EXPECT_EQ(span.parent_span_id(), received.span("outer").span_id());
    EXPECT_EQ(received.span("COMMIT").parent_span_id(), received.span("outer").span_id());
    EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_UNSET);
    const std::map<std::string, std::string> expected{{"db.system.name", "postgresql"},
                                                      {"db.namespace", "postgres"},
                                                      {"db.operation.name", "INSERT"},
                                                      {"db.collection.name", "users"},
                                                      {"db.query.summary", "INSERT users"},
                                                      {"db.query.text", "INSERT INTO users VALUES (?, ?)"},
                                                      {"server.address", server_->socket_folder()}};
    EXPECT_EQ(attributes_of(span), expected);
    expect_absent(client_, {"lovelace", "4711"});
}

TEST_F(PqxxTest, ParametersAreNotRecorded) {
    pqxx::nontransaction work(connection_);
    db_.exec_params(work, "INSERT INTO users VALUES ($1, $2)", 4711, "lovelace");
    EXPECT_EQ(db_.exec_params(work, "SELECT id FROM users WHERE name = $1", "lovelace").size(), 1U);
    const Received received = client_.receive();
    EXPECT_EQ(attributes_of(received.span("INSERT users")).at("db.query.text"), "INSERT INTO users VALUES ($1, $2)");
    expect_absent(client_, {"lovelace", "4711"});
}

TEST_F(PqxxTest, APreparedStatementIsNamedWhereItWasPreparedHere) {
    db_.prepare("find", "SELECT id FROM users WHERE name = $1 OR name = 'hopper'");
    connection_.prepare("elsewhere", "SELECT 1");
    pqxx::nontransaction work(connection_);
    db_.exec_prepared(work, "find", "lovelace");
    db_.exec_prepared(work, "elsewhere");
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    EXPECT_EQ(attributes_of(received.span("SELECT users")).at("db.query.text"),
              "SELECT id FROM users WHERE name = $1 OR name = ?");
    EXPECT_FALSE(attributes_of(received.span("EXECUTE")).contains("db.query.text"));
    expect_absent(client_, {"lovelace", "hopper"});
}

TEST_F(PqxxTest, AFailedStatementIsRecordedByItsStateAndThrownOn) {
    pqxx::nontransaction work(connection_);
    db_.exec(work, "INSERT INTO users VALUES (1, 'lovelace')");
    EXPECT_THROW(db_.exec(work, "INSERT INTO users VALUES (1, 'hopper')"), pqxx::unique_violation);
    EXPECT_THROW(db_.exec(work, "SELECT * FROM no_such_table"), pqxx::undefined_table);
    EXPECT_THROW(db_.exec(work, "SELEC 'hopper'"), pqxx::syntax_error);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 4U);
    const std::vector<std::string> states = {"", "23505", "42P01", "42601"};
    for (std::size_t i = 1; i < states.size(); ++i) {
        const Span& span = received.spans[i];
        EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
        EXPECT_EQ(span.status().message(), "") << "PostgreSQL's message quotes data";
        EXPECT_EQ(span.events_size(), 0);
        EXPECT_EQ(attributes_of(span).at("error.type"), states[i]);
        EXPECT_EQ(attributes_of(span).at("db.response.status_code"), states[i]);
    }
    EXPECT_EQ(received.spans[3].name(), "postgresql") << "what is no statement has no operation";
    expect_absent(client_, {"lovelace", "hopper"});
    std::map<std::string, std::uint64_t> counts;
    for (const auto& point : received.metric("db.client.operation.duration").histogram().data_points()) {
        const auto attributes = attributes_of(point);
        counts[attributes.contains("error.type") ? attributes.at("error.type") : ""] += point.count();
    }
    const std::map<std::string, std::uint64_t> expected{{"", 1}, {"23505", 1}, {"42P01", 1}, {"42601", 1}};
    EXPECT_EQ(counts, expected);
}

TEST_F(PqxxTest, AConflictOfTransactionsHasItsState) {
    pqxx::connection other_connection(server_->connection_string());
    PqxxConnection other(client_.client, other_connection);
    {
        pqxx::nontransaction setup(connection_);
        setup.exec("INSERT INTO users VALUES (1, 'a')");
    }
    pqxx::transaction<pqxx::serializable> one(connection_);
    pqxx::transaction<pqxx::serializable> two(other_connection);
    one.exec("SELECT * FROM users");
    two.exec("SELECT * FROM users");
    db_.exec(one, "UPDATE users SET name = 'b'");
    db_.commit(one);
    EXPECT_THROW(other.exec(two, "UPDATE users SET name = 'c'"), pqxx::serialization_failure);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 3U);
    EXPECT_EQ(attributes_of(received.spans[2]).at("db.response.status_code"), "40001");
}

TEST_F(PqxxTest, OtherWaysToExecuteGoThroughCall) {
    pqxx::nontransaction work(connection_);
    const pqxx::row row = db_.call("SELECT 7", [&] { return work.exec1("SELECT 7"); });
    EXPECT_EQ(row[0].as<int>(), 7);
    EXPECT_THROW(db_.call("SELECT 1 WHERE false", [&] { work.exec1("SELECT 1 WHERE false"); }), pqxx::unexpected_rows);
    EXPECT_THROW(db_.call("SELECT 2", [] { throw 5; }), int);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 3U);
    EXPECT_FALSE(attributes_of(received.spans[0]).contains("error.type"));
    EXPECT_EQ(attributes_of(received.spans[1]).at("error.type"), "_OTHER");
    EXPECT_FALSE(attributes_of(received.spans[1]).contains("db.response.status_code"));
    EXPECT_EQ(attributes_of(received.spans[2]).at("error.type"), "_OTHER");
}

// PostgreSQL's own quoting, with texts that try to get out of it.
TEST_F(PqxxTest, WhatPostgresQuotesIsNeverRecorded) {
    const std::vector<std::string> texts = {"SECRET'",     "'SECRET",   "''SECRET''", "SECRET\\",          "\\'SECRET",
                                            "\\\\'SECRET", "-- SECRET", "/* SECRET",  "$$SECRET$$",        "$1SECRET",
                                            "SECRET\n'",   "?SECRET",   "'; SECRET",  "E'SECRET\\' SECRET"};
    pqxx::nontransaction work(connection_);
    int id = 0;
    for (const std::string& text : texts) {
        db_.exec(work, "INSERT INTO users VALUES (" + std::to_string(++id) + ", " + work.quote(text) + ")");
        const auto found = db_.exec(work, "SELECT id FROM users WHERE name = " + work.quote(text));
        ASSERT_EQ(found.size(), 1U) << text;
        EXPECT_EQ(found[0][0].as<int>(), id);
    }
    EXPECT_EQ(client_.receive().spans.size(), texts.size() * 2);
    expect_absent(client_, {"SECRET"});
}

TEST_F(PqxxTest, WithoutAClientThatRecordsStatementsAreTheSame) {
    TelemetryFlowClient idle(test_config(),
                             {.exporter = std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()),
                              .diagnostics = std::make_unique<SilentDiagnostics>()});
    PqxxConnection db(idle, connection_);
    pqxx::nontransaction work(connection_);
    db.exec(work, "INSERT INTO users VALUES (1, 'a')");
    idle.initialize();
    idle.shutdown();
    EXPECT_EQ(db.exec(work, "SELECT name FROM users").size(), 1U);
    EXPECT_THROW(db.exec(work, "nonsense"), pqxx::syntax_error);
}

// Last, because it takes a server of its own down.
TEST_F(PqxxTest, ALostConnectionIsAnErrorWithoutACode) {
    PostgresServer mortal(POSTGRES_PROGRAMS);
    pqxx::connection connection(mortal.connection_string());
    PqxxConnection db(client_.client, connection);
    pqxx::nontransaction work(connection);
    db.exec(work, "SELECT 1");
    mortal.stop();
    EXPECT_THROW(db.exec(work, "SELECT 2"), pqxx::failure);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    EXPECT_EQ(received.spans[1].status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
    EXPECT_TRUE(attributes_of(received.spans[1]).contains("error.type"));
}

}  // namespace
}  // namespace telemetryflow::tests

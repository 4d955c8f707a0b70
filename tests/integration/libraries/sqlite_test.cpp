// What arrives of statements that a program runs in SQLite, on real files.

#include "telemetryflow/integration/sqlite.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <sqlite3.h>

#include "integration/client/test_client.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

using integration::SqliteTrace;
using test::TempDir;

// SQLite takes it only before its first use.
const bool g_watching = integration::watch_sqlite_errors();

class Connection {
public:
    explicit Connection(const std::string& file) { EXPECT_EQ(sqlite3_open(file.c_str(), &handle_), SQLITE_OK); }
    ~Connection() { close(); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int run(const std::string& sql) { return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); }
    void close() { sqlite3_close_v2(std::exchange(handle_, nullptr)); }
    [[nodiscard]] sqlite3* get() const { return handle_; }

private:
    sqlite3* handle_ = nullptr;
};

class SqliteTest : public ::testing::Test {
protected:
    SqliteTest() { EXPECT_EQ(db_.run("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"), SQLITE_OK); }

    sqlite3_stmt* prepare(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        EXPECT_EQ(sqlite3_prepare_v2(db_.get(), sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
        return statement;
    }

    TempDir folder_;
    TestClient client_;
    Connection db_{folder_.file("shop.db")};
};

TEST_F(SqliteTest, AStatementIsAClientSpanInTheCurrentTrace) {
    const SqliteTrace trace(client_.client, db_.get());
    {
        const auto outer = client_->span("outer");
        ASSERT_EQ(db_.run("INSERT INTO users VALUES (17, 'Ada')"), SQLITE_OK);
    }
    const Received received = client_.receive();
    const Span& span = received.span("INSERT users");
    EXPECT_EQ(span.kind(), Span::SPAN_KIND_CLIENT);
    EXPECT_EQ(span.parent_span_id(), received.span("outer").span_id());
    EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_UNSET);
    const std::map<std::string, std::string> expected{
        {"db.system.name", "sqlite"},         {"db.namespace", "shop.db"},
        {"db.operation.name", "INSERT"},      {"db.collection.name", "users"},
        {"db.query.summary", "INSERT users"}, {"db.query.text", "INSERT INTO users VALUES (?, ?)"}};
    EXPECT_EQ(attributes_of(span), expected);
}

TEST_F(SqliteTest, ItsTimesAreWithinThoseOfWhatRanIt) {
    const SqliteTrace trace(client_.client, db_.get());
    sqlite3_create_function(
        db_.get(), "pause", 0, SQLITE_UTF8, nullptr,
        [](sqlite3_context* context, int, sqlite3_value**) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            sqlite3_result_int(context, 1);
        },
        nullptr, nullptr);
    {
        const auto outer = client_->span("outer");
        ASSERT_EQ(db_.run("SELECT pause()"), SQLITE_OK);
    }
    const Received received = client_.receive();
    const Span& span = received.span("SELECT");
    constexpr std::uint64_t kPause = 20'000'000;
    // The outer span and this one read different clocks, of which the system may set one meanwhile.
    constexpr std::uint64_t kAgreement = 1'000'000'000;
    EXPECT_GE(span.end_time_unix_nano() - span.start_time_unix_nano(), kPause);
    EXPECT_GE(span.start_time_unix_nano() + kAgreement, received.span("outer").start_time_unix_nano());
    EXPECT_LE(span.end_time_unix_nano(), received.span("outer").end_time_unix_nano() + kAgreement);
    const Metric& metric = received.metric("db.client.operation.duration");
    ASSERT_EQ(metric.histogram().data_points_size(), 1);
    EXPECT_GE(metric.histogram().data_points(0).sum(), 0.02);
}

TEST_F(SqliteTest, BoundValuesAndLiteralsAreNotRecorded) {
    const SqliteTrace trace(client_.client, db_.get());
    sqlite3_stmt* insert = prepare("INSERT INTO users VALUES (:id, ?)");
    sqlite3_bind_int(insert, 1, 4711);
    sqlite3_bind_text(insert, 2, "lovelace", -1, SQLITE_STATIC);
    EXPECT_EQ(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_finalize(insert);
    ASSERT_EQ(db_.run("SELECT * FROM users WHERE name = 'hopper' -- borg\n"), SQLITE_OK);
    const Received received = client_.receive();
    EXPECT_EQ(attributes_of(received.span("INSERT users")).at("db.query.text"), "INSERT INTO users VALUES (:id, ?)");
    EXPECT_EQ(attributes_of(received.span("SELECT users")).at("db.query.text"), "SELECT * FROM users WHERE name = ?");
    for (const auto& request : client_.record->requests()) {
        for (const char* secret : {"lovelace", "hopper", "4711", "borg"})
            EXPECT_EQ(request.body.find(secret), std::string::npos) << secret;
    }
}

// The library's own quoting, with texts that try to get out of it.
TEST_F(SqliteTest, WhatSqliteQuotesIsNeverRecorded) {
    const SqliteTrace trace(client_.client, db_.get());
    const std::vector<std::string> texts = {"SECRET'",    "'SECRET",       "''SECRET''",  "SECRET\\",  "\\'SECRET",
                                            "\"SECRET\"", "-- SECRET",     "/* SECRET",   "*/ SECRET", "$$SECRET$$",
                                            "`SECRET`",   "[SECRET]",      "SECRET\n'--", "?SECRET",   "1SECRET",
                                            "'; SECRET",  "x'00' SECRET '"};
    for (const std::string& text : texts) {
        for (const char* form : {"INSERT INTO users (name) VALUES (%Q)", "SELECT * FROM users WHERE name='%q'"}) {
            const std::unique_ptr<char, decltype(&sqlite3_free)> sql(sqlite3_mprintf(form, text.c_str()), sqlite3_free);
            ASSERT_EQ(db_.run(sql.get()), SQLITE_OK) << sql.get();
        }
    }
    const Received received = client_.receive();
    EXPECT_EQ(received.spans.size(), texts.size() * 2);
    for (const auto& request : client_.record->requests())
        EXPECT_EQ(request.body.find("SECRET"), std::string::npos);
}

TEST_F(SqliteTest, AStatementThatFailsIsAnErrorWithItsCode) {
    ASSERT_TRUE(g_watching);
    const SqliteTrace trace(client_.client, db_.get());
    ASSERT_EQ(db_.run("INSERT INTO users VALUES (1, 'a')"), SQLITE_OK);
    EXPECT_EQ(db_.run("INSERT INTO users VALUES (1, 'secret')"), SQLITE_CONSTRAINT);
    EXPECT_EQ(db_.run("SELECT abs(-9223372036854775807 - 1)"), SQLITE_ERROR);
    EXPECT_EQ(db_.run("no sql at all"), SQLITE_ERROR);
    ASSERT_EQ(db_.run("UPDATE users SET name = 'b'"), SQLITE_OK);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 4U) << "what cannot be prepared does not run";
    EXPECT_EQ(attributes_of(received.spans[0]).contains("error.type"), false);
    const auto constraint = attributes_of(received.spans[1]);
    EXPECT_EQ(constraint.at("error.type"), "SQLITE_CONSTRAINT");
    EXPECT_EQ(constraint.at("db.response.status_code"), std::to_string(SQLITE_CONSTRAINT_PRIMARYKEY));
    EXPECT_EQ(received.spans[1].status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
    EXPECT_EQ(received.spans[1].status().message(), "") << "SQLite's message may quote data";
    EXPECT_EQ(attributes_of(received.spans[2]).at("error.type"), "SQLITE_ERROR");
    EXPECT_FALSE(attributes_of(received.spans[3]).contains("error.type")) << "an error is told once";
    std::map<std::string, std::uint64_t> counts;
    for (const auto& point : received.metric("db.client.operation.duration").histogram().data_points()) {
        const auto attributes = attributes_of(point);
        EXPECT_FALSE(attributes.contains("db.query.text"));
        counts[attributes.at("db.operation.name") +
               (attributes.contains("error.type") ? " " + attributes.at("error.type") : "")] += point.count();
    }
    const std::map<std::string, std::uint64_t> expected{
        {"INSERT", 1}, {"INSERT SQLITE_CONSTRAINT", 1}, {"SELECT SQLITE_ERROR", 1}, {"UPDATE", 1}};
    EXPECT_EQ(counts, expected);
}

TEST_F(SqliteTest, AStatementThatFindsTheDatabaseLockedIsAnError) {
    const SqliteTrace trace(client_.client, db_.get());
    Connection other(folder_.file("shop.db"));
    ASSERT_EQ(other.run("BEGIN EXCLUSIVE"), SQLITE_OK);
    EXPECT_EQ(db_.run("INSERT INTO users VALUES (1, 'a')"), SQLITE_BUSY);
    EXPECT_EQ(db_.run("SELECT * FROM users"), SQLITE_BUSY);
    EXPECT_EQ(db_.run("BEGIN IMMEDIATE"), SQLITE_BUSY);
    ASSERT_EQ(other.run("COMMIT"), SQLITE_OK);
    EXPECT_EQ(db_.run("INSERT INTO users VALUES (1, 'a')"), SQLITE_OK) << "the second try";
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 4U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(received.spans[i].status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
        EXPECT_EQ(attributes_of(received.spans[i]).at("error.type"), "SQLITE_BUSY");
        EXPECT_EQ(attributes_of(received.spans[i]).at("db.response.status_code"), std::to_string(SQLITE_BUSY));
    }
    EXPECT_FALSE(attributes_of(received.spans[3]).contains("error.type"));
}

TEST_F(SqliteTest, ACommitThatWaitsForReadersInVainIsAnError) {
    ASSERT_EQ(db_.run("INSERT INTO users VALUES (1, 'a'), (2, 'b')"), SQLITE_OK);
    const SqliteTrace trace(client_.client, db_.get());
    Connection other(folder_.file("shop.db"));
    sqlite3_stmt* reader = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(other.get(), "SELECT id FROM users", -1, &reader, nullptr), SQLITE_OK);
    ASSERT_EQ(sqlite3_step(reader), SQLITE_ROW);
    ASSERT_EQ(db_.run("BEGIN; DELETE FROM users"), SQLITE_OK);
    EXPECT_EQ(db_.run("COMMIT"), SQLITE_BUSY);
    sqlite3_finalize(reader);
    EXPECT_EQ(db_.run("COMMIT"), SQLITE_OK);
    const Received received = client_.receive();
    std::vector<std::string> errors;
    for (const Span& span : received.spans) {
        const auto attributes = attributes_of(span);
        errors.push_back(span.name() + (attributes.contains("error.type") ? " " + attributes.at("error.type") : ""));
    }
    EXPECT_EQ(errors, (std::vector<std::string>{"BEGIN", "DELETE users", "COMMIT SQLITE_BUSY", "COMMIT"}));
}

TEST_F(SqliteTest, AQueryThatIsResetAtARowIsNoError) {
    ASSERT_EQ(db_.run("INSERT INTO users VALUES (1, 'a'), (2, 'b')"), SQLITE_OK);
    const SqliteTrace trace(client_.client, db_.get());
    sqlite3_stmt* query = prepare("SELECT id FROM users");
    ASSERT_EQ(sqlite3_step(query), SQLITE_ROW);
    sqlite3_reset(query);
    ASSERT_EQ(sqlite3_step(query), SQLITE_ROW);
    sqlite3_finalize(query);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    for (const Span& span : received.spans)
        EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_UNSET);
}

// SQLite prepares it anew when another connection has changed the schema, and runs it a second time.
TEST_F(SqliteTest, AStatementThatRunsAnewIsOneSpanAsLongAsBoth) {
    ASSERT_TRUE(g_watching);
    sqlite3_create_function(
        db_.get(), "pause", 0, SQLITE_UTF8, nullptr,
        [](sqlite3_context* context, int, sqlite3_value**) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            sqlite3_result_int(context, 1);
        },
        nullptr, nullptr);
    const SqliteTrace trace(client_.client, db_.get());
    Connection other(folder_.file("shop.db"));
    sqlite3_stmt* insert = prepare("INSERT INTO users VALUES (pause(), 'a')");
    ASSERT_EQ(other.run("CREATE TRIGGER shout AFTER INSERT ON users BEGIN UPDATE users SET name = 'loud'; END"),
              SQLITE_OK);
    EXPECT_EQ(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_reset(insert);
    EXPECT_EQ(sqlite3_step(insert), SQLITE_CONSTRAINT);
    sqlite3_finalize(insert);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    constexpr std::uint64_t kPause = 20'000'000;
    EXPECT_GE(received.spans[0].end_time_unix_nano() - received.spans[0].start_time_unix_nano(), kPause);
    EXPECT_FALSE(attributes_of(received.spans[0]).contains("error.type"));
    EXPECT_EQ(attributes_of(received.spans[1]).at("error.type"), "SQLITE_CONSTRAINT");
}

TEST_F(SqliteTest, AStatementThatCannotBePreparedAnewDoesNotRun) {
    ASSERT_EQ(db_.run("CREATE TABLE orders (id INTEGER)"), SQLITE_OK);
    const SqliteTrace trace(client_.client, db_.get());
    Connection other(folder_.file("shop.db"));
    sqlite3_stmt* query = prepare("SELECT id FROM orders");
    ASSERT_EQ(other.run("DROP TABLE orders"), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(query), SQLITE_ERROR);
    sqlite3_reset(query);
    ASSERT_EQ(other.run("CREATE TABLE orders (id INTEGER)"), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(query), SQLITE_DONE);
    sqlite3_finalize(query);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_FALSE(attributes_of(received.spans[0]).contains("error.type"));
}

TEST_F(SqliteTest, EachStatementOfAScriptIsASpan) {
    const SqliteTrace trace(client_.client, db_.get());
    ASSERT_EQ(db_.run("BEGIN; INSERT INTO users VALUES (1, 'a'); DELETE FROM users; COMMIT;"), SQLITE_OK);
    const Received received = client_.receive();
    std::vector<std::string> names;
    for (const Span& span : received.spans)
        names.push_back(span.name());
    EXPECT_EQ(names, (std::vector<std::string>{"BEGIN", "INSERT users", "DELETE users", "COMMIT"}));
}

TEST_F(SqliteTest, WhatATriggerRunsBelongsToItsStatement) {
    ASSERT_EQ(db_.run("CREATE TRIGGER shout AFTER INSERT ON users BEGIN "
                      "UPDATE users SET name = 'loud' WHERE id = new.id; END"),
              SQLITE_OK);
    const SqliteTrace trace(client_.client, db_.get());
    ASSERT_EQ(db_.run("-- a comment that looks like SQLite's own\nINSERT INTO users VALUES (1, 'a')"), SQLITE_OK);
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].name(), "INSERT users");
}

TEST_F(SqliteTest, StatementsThatRunAtTheSameTimeAreToldApart) {
    ASSERT_EQ(db_.run("INSERT INTO users VALUES (1, 'a'), (2, 'b')"), SQLITE_OK);
    const SqliteTrace trace(client_.client, db_.get());
    sqlite3_stmt* outer = prepare("SELECT id FROM users ORDER BY id");
    while (sqlite3_step(outer) == SQLITE_ROW) {
        sqlite3_stmt* inner = prepare("SELECT name FROM users WHERE id = ?");
        sqlite3_bind_int(inner, 1, sqlite3_column_int(outer, 0));
        EXPECT_EQ(sqlite3_step(inner), SQLITE_ROW);
        sqlite3_finalize(inner);
    }
    sqlite3_reset(outer);
    EXPECT_EQ(sqlite3_step(outer), SQLITE_ROW);
    sqlite3_finalize(outer);
    const Received received = client_.receive();
    std::vector<std::string> texts;
    for (const Span& span : received.spans)
        texts.push_back(attributes_of(span).at("db.query.text"));
    const std::string inner = "SELECT name FROM users WHERE id = ?";
    const std::string outer_text = "SELECT id FROM users ORDER BY id";
    EXPECT_EQ(texts, (std::vector<std::string>{inner, inner, outer_text, outer_text}));
    EXPECT_GE(received.spans[2].end_time_unix_nano(), received.spans[1].end_time_unix_nano());
    EXPECT_LE(received.spans[2].start_time_unix_nano(), received.spans[0].start_time_unix_nano());
}

TEST_F(SqliteTest, ItEndsBeforeOrAfterItsConnection) {
    { const SqliteTrace trace(client_.client, db_.get()); }
    ASSERT_EQ(db_.run("SELECT 1"), SQLITE_OK);
    {
        const SqliteTrace trace(client_.client, db_.get());
        // A statement that is still there keeps the connection alive behind close_v2.
        sqlite3_stmt* left = prepare("SELECT 2");
        db_.close();
        EXPECT_EQ(sqlite3_step(left), SQLITE_ROW);
        sqlite3_finalize(left);
    }
    EXPECT_TRUE(client_.receive().spans.empty());
}

TEST_F(SqliteTest, AStatementThatBeganBeforeIsLeftOut) {
    sqlite3_stmt* early = prepare("SELECT 1 UNION SELECT 2");
    ASSERT_EQ(sqlite3_step(early), SQLITE_ROW);
    const SqliteTrace trace(client_.client, db_.get());
    sqlite3_finalize(early);
    ASSERT_EQ(db_.run("SELECT 3"), SQLITE_OK);
    EXPECT_EQ(client_.receive().spans.size(), 1U);
}

TEST_F(SqliteTest, ADatabaseInMemoryIsCalledThat) {
    Connection memory(":memory:");
    const SqliteTrace trace(client_.client, memory.get());
    ASSERT_EQ(memory.run("SELECT 1"), SQLITE_OK);
    EXPECT_EQ(attributes_of(client_.receive().span("SELECT")).at("db.namespace"), ":memory:");
}

TEST_F(SqliteTest, ConnectionsOnThreadsOfTheirOwnDoNotMix) {
    constexpr int kThreads = 4;
    constexpr int kStatements = 50;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&, thread] {
            Connection own(folder_.file("own" + std::to_string(thread) + ".db"));
            const SqliteTrace trace(client_.client, own.get());
            const auto outer = client_->span("thread " + std::to_string(thread));
            for (int i = 0; i < kStatements; ++i)
                EXPECT_EQ(own.run("SELECT " + std::to_string(i)), SQLITE_OK);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    const Received received = client_.receive();
    ASSERT_EQ(received.spans.size(), std::size_t{kThreads * (kStatements + 1)});
    for (int thread = 0; thread < kThreads; ++thread) {
        const Span& outer = received.span("thread " + std::to_string(thread));
        int children = 0;
        for (const Span& span : received.spans) {
            if (span.parent_span_id() != outer.span_id()) continue;
            ++children;
            EXPECT_EQ(attributes_of(span).at("db.namespace"), "own" + std::to_string(thread) + ".db");
        }
        EXPECT_EQ(children, kStatements);
    }
}

TEST_F(SqliteTest, WithoutAClientThatRecordsStatementsRunAsEver) {
    TelemetryFlowClient idle(test_config(),
                             {.exporter = std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()),
                              .diagnostics = std::make_unique<SilentDiagnostics>()});
    const SqliteTrace trace(idle, db_.get());
    EXPECT_EQ(db_.run("INSERT INTO users VALUES (1, 'a')"), SQLITE_OK);
    idle.initialize();
    idle.shutdown();
    EXPECT_EQ(db_.run("INSERT INTO users VALUES (1, 'a')"), SQLITE_CONSTRAINT);
}

}  // namespace
}  // namespace telemetryflow::tests

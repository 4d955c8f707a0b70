// What is recorded of a statement.

#include "telemetryflow/integration/describe_sql.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow::tests {
namespace {

using integration::DatabaseStatement;
using integration::describe_sql;
using integration::kMaxQuerySummary;
using integration::kMaxQueryText;
using enum integration::SqlDialect;

struct TextCase {
    std::string sql;
    std::string text;
};

void expect_texts(integration::SqlDialect dialect, const std::vector<TextCase>& cases) {
    for (const auto& [sql, text] : cases)
        EXPECT_EQ(describe_sql(sql, dialect).text, text) << sql;
}

const std::vector<TextCase> kInBoth = {
    {"", ""},
    {"   \n\t ", ""},
    {"SELECT 1", "SELECT ?"},
    {"SELECT * FROM t WHERE a = 'x' AND b = 17", "SELECT * FROM t WHERE a = ? AND b = ?"},
    {"SELECT 'it''s', ''", "SELECT ?, ?"},
    {"SELECT 'a' 'b'", "SELECT ? ?"},
    {"SELECT 'back\\', 2", "SELECT ?, ?"},
    {"SELECT 1.5, .5, 5., 1e9, 1.5E-7, 2e+3, -4", "SELECT ?, ?, ?, ?, ?, ?, -?"},
    {"SELECT 0xDEADbeef, 1_000", "SELECT ?, ?"},
    {"SELECT x'CAFE', X'00'", "SELECT ?, ?"},
    {"SELECT 1a FROM t", "SELECT ? FROM t"},
    {"SELECT col1, t2.c3 FROM t2", "SELECT col1, t2.c3 FROM t2"},
    {"SELECT a FROM t WHERE b LIKE'x%'", "SELECT a FROM t WHERE b LIKE?"},
    {"SELECT a -- secret\nFROM t", "SELECT a FROM t"},
    {"SELECT a -- secret", "SELECT a"},
    {"SELECT a /* secret */ FROM /**/ t", "SELECT a FROM t"},
    {"/* traceparent='00-1' */ SELECT 1", "SELECT ?"},
    {"SELECT a /* never closed", "SELECT a"},
    {"SELECT '/* no comment */', a", "SELECT ?, a"},
    {"SELECT '-- no comment', a", "SELECT ?, a"},
    {"SELECT a - - b, a-b", "SELECT a - - b, a-b"},
    {"SELECT 'never closed", "SELECT ?"},
    {"SELECT 'closed'''", "SELECT ?"},
    {"SELECT 'one quote too many''", "SELECT ?"},
    {"INSERT INTO t VALUES (NULL, TRUE, ?)", "INSERT INTO t VALUES (NULL, TRUE, ?)"},
    {"SELECT\n  a,\n  b\nFROM   t ;  ", "SELECT a, b FROM t ;"},
    {"SELECT \xC3\xA9t\xC3\xA9 FROM caf\xC3\xA9", "SELECT \xC3\xA9t\xC3\xA9 FROM caf\xC3\xA9"},
    {std::string("SELECT 1\0 'x'", 13), "SELECT ? ?"},
};

TEST(DescribeSqlTest, LiteralsAndCommentsOfEveryDialectGo) {
    expect_texts(PostgreSql, kInBoth);
    expect_texts(Sqlite, kInBoth);
}

TEST(DescribeSqlTest, LiteralsOfPostgreSqlGo) {
    expect_texts(PostgreSql, {
                                 {"SELECT E'it\\'s a secret', 1", "SELECT ?, ?"},
                                 {"SELECT e'back\\\\', 'x'", "SELECT ?, ?"},
                                 {"SELECT E'it''s', a", "SELECT ?, a"},
                                 {"SELECT B'0101', N'x'", "SELECT ?, ?"},
                                 {"SELECT U&'\\0441' UESCAPE '!'", "SELECT ? UESCAPE ?"},
                                 {"SELECT $$it's a secret$$, a", "SELECT ?, a"},
                                 {"SELECT $body$ a $$ b $x$ c $body$, a", "SELECT ?, a"},
                                 {"SELECT $tag$ never closed $TAG$", "SELECT ?"},
                                 {"SELECT $1, $22 FROM t", "SELECT $1, $22 FROM t"},
                                 {"SELECT $1secret", "SELECT $1secret"},
                                 {"SELECT \"Name\", \"a\"\"b\" FROM \"T\"", "SELECT \"Name\", \"a\"\"b\" FROM \"T\""},
                                 {"SELECT \"never closed", "SELECT ?"},
                                 {"SELECT U&\"d\\0061t\" FROM t", "SELECT U&\"d\\0061t\" FROM t"},
                                 {"SELECT a::text, '5'::int, a ? 'k'", "SELECT a::text, ?::int, a ? ?"},
                                 {"SELECT a[1], a[2:3]", "SELECT a[?], a[?:?]"},
                                 {"SELECT a /* nested /* deeper */ secret */ FROM t", "SELECT a FROM t"},
                                 {"SELECT a ?1", "SELECT a ??"},
                             });
}

TEST(DescribeSqlTest, LiteralsOfSqliteGo) {
    expect_texts(Sqlite, {
                             {"SELECT \"perhaps a text\" FROM t", "SELECT ? FROM t"},
                             {"SELECT `name`, [other name] FROM t", "SELECT `name`, [other name] FROM t"},
                             {"SELECT `never closed", "SELECT ?"},
                             {"SELECT [never closed", "SELECT ?"},
                             {"SELECT ?, ?12, :name, @name, $name, #n", "SELECT ?, ?12, :name, @name, $name, #n"},
                             {"SELECT $$a$$", "SELECT $$a$$"},
                             {"SELECT a /* not /* nested */ FROM t", "SELECT a FROM t"},
                             {"SELECT E'x\\', a", "SELECT E?, a"},
                         });
}

struct SummaryCase {
    std::string sql;
    std::string operation;
    std::string collection;
    std::string summary;
};

TEST(DescribeSqlTest, TheSummaryNamesOperationsAndWhatTheyWorkOn) {
    const std::vector<SummaryCase> cases = {
        {"SELECT * FROM users WHERE id = 1", "SELECT", "users", "SELECT users"},
        {"select * from users", "SELECT", "users", "SELECT users"},
        {"SELECT 1", "SELECT", "", "SELECT"},
        {"SELECT * FROM public.users u", "SELECT", "public.users", "SELECT public.users"},
        {"SELECT * FROM a, b AS x, c WHERE a.i = b.i, d", "SELECT", "", "SELECT a b c"},
        {"SELECT * FROM a JOIN b ON a.i = b.i LEFT JOIN c USING (i)", "SELECT", "", "SELECT a b c"},
        {"SELECT * FROM a JOIN a ON true", "SELECT", "a", "SELECT a a"},
        {"SELECT * FROM (SELECT x FROM inner_table) AS s", "SELECT", "inner_table", "SELECT SELECT inner_table"},
        {"SELECT a FROM t WHERE b IN (SELECT c FROM u)", "SELECT", "", "SELECT t SELECT u"},
        {"SELECT a FROM t FOR UPDATE", "SELECT", "t", "SELECT t"},
        {"SELECT extract(year FROM day) FROM t", "SELECT", "t", "SELECT t"},
        {"SELECT a IS DISTINCT FROM b FROM t", "SELECT", "t", "SELECT t"},
        {"SELECT * FROM generate_series(1, 3)", "SELECT", "", "SELECT"},
        {"(SELECT a FROM t) UNION (SELECT a FROM u)", "SELECT", "", "SELECT t SELECT u"},
        {"INSERT INTO orders (id) VALUES (1)", "INSERT", "orders", "INSERT orders"},
        {"INSERT OR REPLACE INTO orders VALUES (1)", "INSERT", "orders", "INSERT orders"},
        {"INSERT INTO a SELECT * FROM b", "INSERT", "", "INSERT a SELECT b"},
        {"INSERT INTO t VALUES (1) ON CONFLICT (i) DO UPDATE SET a = 2", "INSERT", "t", "INSERT t"},
        {"REPLACE INTO t VALUES (1)", "REPLACE", "t", "REPLACE t"},
        {"UPDATE t SET a = 1 WHERE b = 2", "UPDATE", "t", "UPDATE t"},
        {"UPDATE OR IGNORE t SET a = 1", "UPDATE", "t", "UPDATE t"},
        {"UPDATE ONLY t SET a = u.a FROM u", "UPDATE", "", "UPDATE t u"},
        {"DELETE FROM t WHERE a = 1", "DELETE", "t", "DELETE t"},
        {"CREATE TABLE IF NOT EXISTS t (id INTEGER)", "CREATE", "t", "CREATE t"},
        {"DROP TABLE IF EXISTS t", "DROP", "t", "DROP t"},
        {"ALTER TABLE t ADD COLUMN a int", "ALTER", "t", "ALTER t"},
        {"TRUNCATE t", "TRUNCATE", "t", "TRUNCATE t"},
        {"TRUNCATE TABLE t", "TRUNCATE", "t", "TRUNCATE t"},
        {"BEGIN", "BEGIN", "", "BEGIN"},
        {"COMMIT;", "COMMIT", "", "COMMIT"},
        {"PRAGMA user_version = 3", "PRAGMA", "", "PRAGMA"},
        {"EXPLAIN SELECT a FROM t", "EXPLAIN", "t", "EXPLAIN SELECT t"},
        {"WITH x AS (SELECT a FROM t) DELETE FROM u USING x", "DELETE", "", "SELECT t DELETE u"},
        {"WITH RECURSIVE n AS (SELECT 1) SELECT * FROM n", "SELECT", "n", "SELECT SELECT n"},
        {"-- why\nSELECT a FROM t", "SELECT", "t", "SELECT t"},
    };
    for (const auto& [sql, operation, collection, summary] : cases) {
        for (const auto dialect : {PostgreSql, Sqlite}) {
            const DatabaseStatement statement = describe_sql(sql, dialect);
            EXPECT_EQ(statement.operation, operation) << sql;
            EXPECT_EQ(statement.collection, collection) << sql;
            EXPECT_EQ(statement.summary, summary) << sql;
        }
    }
    EXPECT_EQ(describe_sql("SELECT * FROM \"my schema\".\"T\"", PostgreSql).collection, "my schema.T");
    EXPECT_EQ(describe_sql("SELECT * FROM [my table]", Sqlite).collection, "my table");
    EXPECT_EQ(describe_sql("SELECT * FROM \"a text or a table\"", Sqlite).summary, "SELECT");
}

TEST(DescribeSqlTest, AnOperationIsOneOfAFewWords) {
    for (const char* sql :
         {"hunter2", "hunter2 FROM t", "'SELECT' FROM t", "17", "", "WITH hunter2", "\"SELECT\"", "("}) {
        const DatabaseStatement statement = describe_sql(sql, PostgreSql);
        EXPECT_EQ(statement.operation, "") << sql;
        EXPECT_EQ(statement.summary, "") << sql;
    }
}

TEST(DescribeSqlTest, LongStatementsAreCutBetweenWords) {
    std::string sql = "SELECT ";
    for (int i = 0; i < 5000; ++i)
        sql += "column, ";
    sql += "'last' FROM t";
    const std::string text = describe_sql(sql, PostgreSql).text;
    EXPECT_LE(text.size(), kMaxQueryText);
    EXPECT_GT(text.size(), kMaxQueryText - 20);
    EXPECT_TRUE(text.ends_with("column") || text.ends_with("column,")) << text.substr(text.size() - 20);

    std::string joins = "SELECT * FROM t0";
    for (int i = 1; i < 300; ++i)
        joins += " JOIN table_" + std::to_string(i) + " ON true";
    const std::string summary = describe_sql(joins, PostgreSql).summary;
    EXPECT_LE(summary.size(), kMaxQuerySummary);
    EXPECT_TRUE(summary.starts_with("SELECT t0 table_1 table_2 "));
}

TEST(DescribeSqlTest, ALiteralLongerThanTheLimitIsNoMoreThanAnyOther) {
    const std::string sql = "INSERT INTO t VALUES ('" + std::string(10U << 20U, 'x') + "', 1)";
    EXPECT_EQ(describe_sql(sql, PostgreSql).text, "INSERT INTO t VALUES (?, ?)");
    EXPECT_EQ(describe_sql("SELECT " + std::string(10U << 20U, 'x'), PostgreSql).text, "SELECT");
}

}  // namespace
}  // namespace telemetryflow::tests

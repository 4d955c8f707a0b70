// Any text for a statement: the tokens are the text, it ends, and what is in a literal or comment never comes through.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/integration/describe_sql.hpp"

#include "integration/sql_tokenizer.hpp"
#include "property/generator.hpp"

namespace telemetryflow::tests::property {
namespace {

using integration::DatabaseStatement;
using integration::describe_sql;
using integration::SqlDialect;
using integration::SqlTokenizer;
using Kind = integration::SqlToken::Kind;

constexpr std::string_view kSecret = "S3CR3T";
// A number that appears in nothing else, and that no other digits touch.
constexpr std::string_view kSecretNumber = "74656";

std::vector<SqlDialect> dialects() {
    return {SqlDialect::PostgreSql, SqlDialect::Sqlite};
}

// Text of the pieces that the rules of SQL are about, in any order.
std::string fragments(Generator& random, std::size_t count) {
    static const std::vector<std::string> pieces{
        "'",    "''",     "\"",    "`",    "[",   "]",        "$",      "$$", "$a$",   "\\", "--", "/*",
        "*/",   "\n",     " ",     "E",    "U&",  "x'",       "e'",     "1",  ".5",    "e+", "0x", "a",
        "_",    "?",      "?1",    ":",    "::",  "@",        "#",      "(",  ")",     ",",  ".",  ";",
        "-",    "FROM",   "b",     "\0",   "B'",  "WITH",     "SELECT", "AS", "INTO",  "+",  "%",  "\xC3",
        "\xFF", "UPDATE", "TABLE", "JOIN", "SET", "DISTINCT", "EXISTS", "N'", "DELETE"};
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += random.one_of(pieces);
    return text;
}

// What may stand between the quotes of a literal, the secret among it; `quote` doubled as SQL wants it.
std::string body_with_secret(Generator& random, char quote) {
    std::string raw = fragments(random, random.below(6));
    raw += kSecret;
    raw += fragments(random, random.below(6));
    std::string out;
    for (const char c : raw) {
        out += c;
        if (c == quote) out += c;
    }
    return out;
}

std::string without(std::string text, std::string_view part) {
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part))
        text.erase(at, part.size());
    return text;
}

// Backslashes escape, and the text must not end in one.
std::string escaped(std::string_view raw) {
    std::string out;
    for (const char c : raw) {
        if (c == '\\' || c == '\'') out += '\\';
        out += c;
    }
    return out;
}

// A literal or comment of the dialect, with a secret in it.
std::string hidden(Generator& random, SqlDialect dialect) {
    const std::string raw =
        fragments(random, random.below(6)) + std::string(kSecret) + fragments(random, random.below(6));
    const bool postgres = dialect == SqlDialect::PostgreSql;
    switch (random.below(postgres ? 9 : 7)) {
        case 0:
        case 1: return "'" + body_with_secret(random, '\'') + "'";
        case 2: return "x'" + body_with_secret(random, '\'') + "'";
        case 3: {
            std::string line = without(raw, "\n");
            return "-- " + line + "\n";
        }
        case 4: return "/*" + without(without(raw + " ", "*/"), "/*") + "*/";
        case 5: return std::string(kSecretNumber) + (random.chance(50) ? ".5" : "e-3");
        case 6:
            return postgres ? "N'" + body_with_secret(random, '\'') + "'" : "\"" + body_with_secret(random, '"') + "\"";
        case 7: return "E'" + escaped(raw) + "'";
        default: return "$q$" + without(raw, "$") + "$q$";
    }
}

// What may be shown, in pieces that are whole and stay so beside anything.
std::string visible(Generator& random, SqlDialect dialect) {
    static const std::vector<std::string> pieces{"SELECT", "a",    "FROM",   "users", "(",  ")",  ",",    "=",
                                                 "WHERE",  "NULL", "INTO",   "t.c",   "*",  "<>", "AND",  ";",
                                                 "?",      "JOIN", "UPDATE", "SET",   "||", "::", "LIKE", "WITH"};
    if (random.chance(15)) return dialect == SqlDialect::PostgreSql ? "\"a name\"" : "[a name]";
    return random.one_of(pieces);
}

TEST(SqlPropertyTest, TheTokensAreTheTextAndNoneIsEmpty) {
    for_each_seed([](Generator& random) {
        for (int round = 0; round < 3000; ++round) {
            const std::string sql = random.chance(80) ? fragments(random, random.below(60)) : random.text(400);
            for (const SqlDialect dialect : dialects()) {
                SqlTokenizer tokens(sql, dialect);
                std::string together;
                for (auto token = tokens.next(); token.kind != Kind::End; token = tokens.next()) {
                    ASSERT_FALSE(token.text.empty()) << sql;
                    together += token.text;
                }
                ASSERT_EQ(together, sql);
            }
        }
    });
}

TEST(SqlPropertyTest, AnyTextIsDescribedWithinTheLimits) {
    for_each_seed([](Generator& random) {
        for (int round = 0; round < 3000; ++round) {
            const std::string sql = random.chance(80) ? fragments(random, random.below(300)) : random.text(20'000);
            for (const SqlDialect dialect : dialects()) {
                const DatabaseStatement statement = describe_sql(sql, dialect);
                ASSERT_LE(statement.text.size(), integration::kMaxQueryText);
                ASSERT_LE(statement.summary.size(), integration::kMaxQuerySummary);
                ASSERT_TRUE(statement.summary.empty() == statement.operation.empty()) << sql;
                ASSERT_TRUE(statement.text.empty() || (statement.text.front() != ' ' && statement.text.back() != ' '));
            }
        }
    });
}

TEST(SqlPropertyTest, WhatIsDescribedOnceStaysTheSame) {
    for_each_seed([](Generator& random) {
        for (int round = 0; round < 2000; ++round) {
            for (const SqlDialect dialect : dialects()) {
                std::string sql;
                for (std::size_t i = random.below(12); i > 0; --i)
                    sql += visible(random, dialect) + " ";
                const DatabaseStatement once = describe_sql(sql, dialect);
                const DatabaseStatement twice = describe_sql(once.text, dialect);
                ASSERT_EQ(twice.text, once.text);
                ASSERT_EQ(twice.summary, once.summary);
            }
        }
    });
}

TEST(SqlPropertyTest, LiteralsAndCommentsNeverComeThrough) {
    for_each_seed([](Generator& random) {
        for (int round = 0; round < 10'000; ++round) {
            for (const SqlDialect dialect : dialects()) {
                std::string sql;
                for (std::size_t i = random.between(1, 10); i > 0; --i) {
                    sql += random.chance(40) ? hidden(random, dialect) : visible(random, dialect);
                    // Glued together only where SQL keeps them apart by itself.
                    sql += ' ';
                }
                const DatabaseStatement statement = describe_sql(sql, dialect);
                for (const std::string& told :
                     {statement.text, statement.operation, statement.collection, statement.summary}) {
                    ASSERT_EQ(told.find(kSecret), std::string::npos) << sql;
                    ASSERT_EQ(told.find(kSecretNumber), std::string::npos) << sql;
                }
            }
        }
    });
}

// The visible part has to survive, or an empty description would pass the test above.
TEST(SqlPropertyTest, WhatIsNoLiteralComesThrough) {
    for_each_seed([](Generator& random) {
        for (int round = 0; round < 5000; ++round) {
            for (const SqlDialect dialect : dialects()) {
                std::string sql;
                std::string expected;
                for (std::size_t i = random.between(1, 10); i > 0; --i) {
                    const bool hide = random.chance(40);
                    const std::string piece =
                        hide ? "'" + body_with_secret(random, '\'') + "'" : visible(random, dialect);
                    sql += piece + " ";
                    expected += (expected.empty() ? "" : " ") + (hide ? "?" : piece);
                }
                ASSERT_EQ(describe_sql(sql, dialect).text, expected) << sql;
            }
        }
    });
}

}  // namespace
}  // namespace telemetryflow::tests::property

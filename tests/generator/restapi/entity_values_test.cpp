#include "write/entity_values.hpp"

#include <string>

#include <gtest/gtest.h>

#include "model/parse_fields.hpp"

namespace telemetryflow::restapi {
namespace {

using generator::TemplateValues;

TemplateValues values_of(std::string_view fields, DatabaseKind database = DatabaseKind::Sqlite) {
    const Entity entity{.name = "OrderItem", .collection = "lines", .fields = parse_fields(fields)};
    return entity_values(entity, {.database = database});
}

std::string calls(const TemplateValues& values) {
    std::string all;
    for (const TemplateValues& check : values.lists.find("check")->second)
        all += check.texts.find("call")->second + "; ";
    return all;
}

std::string text(const TemplateValues& values, std::string_view name) {
    return values.texts.find(name)->second;
}

TEST(EntityValuesTest, NumbersTheParametersOfStatements) {
    const TemplateValues values = values_of("a:text b:boolean");
    EXPECT_EQ(text(values, "columns"), "\"a\", \"b\"");
    EXPECT_EQ(text(values, "placeholders"), "$1, $2");
    EXPECT_EQ(text(values, "assignments"), "\"a\" = $1, \"b\" = $2");
    EXPECT_EQ(text(values, "id_placeholder"), "$3");
}

TEST(EntityValuesTest, NamesFilesAndTables) {
    const TemplateValues values = values_of("a:text");
    EXPECT_EQ(text(values, "entity"), "OrderItem");
    EXPECT_EQ(text(values, "entity_file"), "order_item");
    EXPECT_EQ(text(values, "table"), "lines");
}

TEST(EntityValuesTest, AFieldThatIsNotRequiredMayBeMissing) {
    const auto fields = values_of("a:decimal:required b:decimal", DatabaseKind::Postgres).lists["field"];
    EXPECT_EQ(text(fields[0], "type"), "Decimal");
    EXPECT_EQ(text(fields[0], "sql_type"), "NUMERIC(18, 4) NOT NULL");
    EXPECT_EQ(text(fields[0], "comma"), ",");
    EXPECT_EQ(text(fields[1], "type"), "std::optional<Decimal>");
    EXPECT_EQ(text(fields[1], "sql_type"), "NUMERIC(18, 4)");
    EXPECT_EQ(text(fields[1], "comma"), "");
    EXPECT_EQ(text(values_of("a:decimal").lists["field"][0], "sql_type"), "TEXT");
}

TEST(EntityValuesTest, PostgresGivesTimesBackAsTheyWereSent) {
    EXPECT_EQ(text(values_of("a:datetime"), "selected"), "\"a\"");
    EXPECT_EQ(text(values_of("a:datetime", DatabaseKind::Postgres), "selected"),
              R"(to_char("a" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))");
}

TEST(EntityValuesTest, ChecksEveryRule) {
    EXPECT_EQ(calls(values_of("a:string:min=0,max=3")), "max_length(errors, \"a\", entity.a, 3); ");
    EXPECT_EQ(calls(values_of("a:text:required")), "min_length(errors, \"a\", entity.a, 1); ");
    EXPECT_EQ(calls(values_of("a:integer:min=0")), "at_least(errors, \"a\", entity.a, std::int64_t{0}, \"0\"); ");
    EXPECT_EQ(calls(values_of("a:number:max=2")), "at_most(errors, \"a\", entity.a, 2.0, \"2.0\"); ");
    EXPECT_EQ(calls(values_of("a:decimal:max=0.5")),
              "at_most(errors, \"a\", entity.a, Decimal::from_ten_thousandths(5000), \"0.5\"); ");
    EXPECT_EQ(calls(values_of("a:uuid b:datetime")),
              "uuid(errors, \"a\", entity.a); datetime(errors, \"b\", entity.b); ");
    EXPECT_FALSE(values_of("a:boolean").flags["has_checks"]);
    EXPECT_TRUE(values_of("a:uuid").flags["has_checks"]);
}

}  // namespace
}  // namespace telemetryflow::restapi

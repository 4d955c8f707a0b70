#include "model/parse_fields.hpp"

#include <string>

#include <gtest/gtest.h>

#include "generator/usage_error.hpp"

namespace telemetryflow::restapi {
namespace {

std::string read(std::string_view text) {
    try {
        std::string all;
        for (const Field& field : parse_fields(text))
            all += (all.empty() ? "" : " ") + to_text(field);
        return all;
    } catch (const generator::UsageError& error) {
        return error.what();
    }
}

TEST(ParseFieldsTest, ReadsNamesTypesAndRules) {
    const std::vector<Field> fields = parse_fields("title:string:required,min=2,max=20\n  n:integer ");
    ASSERT_EQ(fields.size(), 2U);
    EXPECT_EQ(fields[0],
              (Field{.name = "title", .type = FieldType::String, .required = true, .min = "2", .max = "20"}));
    EXPECT_EQ(fields[1], (Field{.name = "n", .type = FieldType::Integer}));
}

TEST(ParseFieldsTest, GivesTextsTheirUsualLimits) {
    EXPECT_EQ(read("a:string"), "a:string:max=255");
    EXPECT_EQ(read("a:string:required"), "a:string:required,min=1,max=255");
    EXPECT_EQ(read("a:string:required,min=0"), "a:string:required,min=0,max=255");
    EXPECT_EQ(read("a:string:required,max=0"), "a:string:required,max=0");
    EXPECT_EQ(read("a:string:min=300"), "a:string:min=300");
    EXPECT_EQ(read("a:text:required"), "a:text:required,min=1");
    EXPECT_EQ(read("a:text"), "a:text");
}

TEST(ParseFieldsTest, WritesLimitsAsNumbersOfTheirType) {
    EXPECT_EQ(read("a:number:min=1,max=1e3"), "a:number:min=1.0,max=1000.0");
    EXPECT_EQ(read("a:number:min=-0.25"), "a:number:min=-0.25");
    EXPECT_EQ(read("a:decimal:min=-1.5000"), "a:decimal:min=-1.5");
    EXPECT_EQ(read("a:integer:min=-9223372036854775807"), "a:integer:min=-9223372036854775807");
}

TEST(ParseFieldsTest, ReadsWhatItWrites) {
    const std::string all =
        read("a:string:required b:text:max=0 c:int:min=3,max=3 d:float:max=0.1 e:decimal f:bool g:time h:uuid");
    EXPECT_EQ(read(all), all);
}

TEST(ParseFieldsTest, NamesTheCharacterThatIsWrong) {
    EXPECT_EQ(read(""), "--fields: at character 1: there is no field; write <name>:<type>, such as title:string");
    EXPECT_EQ(read("a:text  b:strin"), "--fields: at character 11: unknown type 'strin'; did you mean string?");
    EXPECT_EQ(read("a:text:max"), "--fields: at character 11: '=' and a number must follow 'max'");
    EXPECT_EQ(read("a:text:max="), "--fields: at character 12: '' is no length; it takes a number from 0 to 100000");
    EXPECT_EQ(read("a:integer:max=1x"), "--fields: at character 15: '1x' is no integer of 64 bits");
    EXPECT_EQ(read("a:uuid:max=1"), "--fields: at character 8: a uuid has no 'max'");
    EXPECT_EQ(read("a:text a:text"), "--fields: at character 8: the field 'a' is there twice");
    EXPECT_EQ(read("a:text b"), "--fields: at character 9: ':' and a type must follow 'b'");
}

TEST(ParseFieldsTest, RefusesLimitsThatNothingKeeps) {
    for (const char* field : {"a:text:min=2,max=1", "a:integer:min=10,max=9", "a:decimal:min=0.02,max=0.0199",
                              "a:number:min=10,max=9.5", "a:string:required,min=256,max=255"})
        EXPECT_NE(read(field).find("is more than the most"), std::string::npos) << field;
    EXPECT_EQ(read("a:integer:min=-1,max=-1"), "a:integer:min=-1,max=-1");
}

}  // namespace
}  // namespace telemetryflow::restapi

#include "write/field_samples.hpp"

#include <string>

#include <gtest/gtest.h>

#include "model/parse_fields.hpp"

namespace telemetryflow::restapi {
namespace {

std::string sample(std::string_view field) {
    return sample_of(parse_fields(field).front());
}

std::string violations(std::string_view field) {
    std::string all;
    for (const Violation& one : violations_of(parse_fields(field).front()))
        all += one.value + " -> " + one.what + "; ";
    return all;
}

TEST(FieldSamplesTest, ASampleIsWithinTheLimits) {
    EXPECT_EQ(sample("a:string"), "std::string(5, 'a')");
    EXPECT_EQ(sample("a:string:max=2"), "std::string(2, 'a')");
    EXPECT_EQ(sample("a:text:min=9"), "std::string(9, 'a')");
    EXPECT_EQ(sample("a:integer:min=9"), "std::int64_t{9}");
    EXPECT_EQ(sample("a:integer:max=-9"), "std::int64_t{-9}");
    EXPECT_EQ(sample("a:number:max=0.5"), "0.5");
    EXPECT_EQ(sample("a:number:min=2"), "2.0");
    EXPECT_EQ(sample("a:decimal"), "\"12.5\"");
    EXPECT_EQ(sample("a:decimal:max=-0.01"), "\"-0.01\"");
}

TEST(FieldSamplesTest, AViolationIsJustBeyondALimit) {
    EXPECT_EQ(violations("a:string:required,max=3"),
              "std::string(0, 'a') -> must not be empty; std::string(4, 'a') -> must have at most 3 characters; "
              "1 -> must be a string; ");
    EXPECT_EQ(violations("a:text:min=2"),
              "std::string(1, 'a') -> must have at least 2 characters; 1 -> must be a string; ");
    EXPECT_EQ(violations("a:integer:min=0,max=9"),
              "std::int64_t{-1} -> must be at least 0; std::int64_t{10} -> must be at most 9; "
              "1.5 -> must be an integer; ");
    EXPECT_NE(violations("a:decimal:min=0").find("\"-0.0001\" -> must be at least 0"), std::string::npos);
    EXPECT_NE(violations("a:number:max=2").find("std::nextafter(2.0, HUGE_VAL) -> must be at most 2.0"),
              std::string::npos);
}

TEST(FieldSamplesTest, NothingIsBeyondWhatATypeHolds) {
    EXPECT_EQ(violations("a:integer:max=9223372036854775807"), "1.5 -> must be an integer; ");
    EXPECT_EQ(violations("a:decimal:max=99999999999999.9999").find("must be at most"), std::string::npos);
    EXPECT_EQ(violations("a:decimal:min=-99999999999999.9999").find("must be at least"), std::string::npos);
}

TEST(FieldSamplesTest, EveryTypeHasAViolation) {
    for (const FieldTypeInfo& one : field_types())
        EXPECT_NE(violations("a:" + std::string(one.name)), "") << one.name;
}

}  // namespace
}  // namespace telemetryflow::restapi

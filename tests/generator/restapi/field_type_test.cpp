#include "model/field_type.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::restapi {
namespace {

TEST(FieldTypeTest, EveryTypeIsFoundByItsName) {
    for (const FieldTypeInfo& one : field_types()) {
        EXPECT_EQ(field_type_of(one.name), one.type);
        EXPECT_EQ(info_of(one.type).name, one.name);
    }
}

TEST(FieldTypeTest, TheNamesOfTheFamilysGeneratorsMeanTheSame) {
    EXPECT_EQ(field_type_of("bigint"), FieldType::Integer);
    EXPECT_EQ(field_type_of("float64"), FieldType::Number);
    EXPECT_EQ(field_type_of("bool"), FieldType::Boolean);
    EXPECT_EQ(field_type_of("timestamp"), FieldType::Datetime);
    EXPECT_EQ(field_type_of("String"), std::nullopt);
    EXPECT_EQ(field_type_of(""), std::nullopt);
}

}  // namespace
}  // namespace telemetryflow::restapi

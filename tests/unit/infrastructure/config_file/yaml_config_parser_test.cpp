#include "telemetryflow/yaml_config_parser.hpp"

#include <string>

#include <gtest/gtest.h>

namespace telemetryflow {
namespace {

using Kind = ConfigNode::Kind;

ConfigNode root_of(std::string_view text) {
    auto result = parse_yaml_config(text);
    EXPECT_FALSE(result.fault) << (result.fault ? result.fault->message : "");
    return std::move(result.root);
}

TEST(YamlConfigParserTest, KeepsPlacesAndTexts) {
    const auto root = root_of("a:\n  b: 1.10\n  c: [x, 'true', ~]\nd:\n");
    ASSERT_EQ(root.kind, Kind::Map);
    ASSERT_EQ(root.members.size(), 2U);
    const auto& a = root.members[0];
    EXPECT_EQ(a.key, "a");
    EXPECT_EQ(a.line, 1U);
    EXPECT_EQ(a.column, 1U);
    ASSERT_EQ(a.value.members.size(), 2U);
    const auto& b = a.value.members[0].value;
    EXPECT_EQ(b.kind, Kind::Scalar);
    EXPECT_EQ(b.text, "1.10");
    EXPECT_EQ(b.line, 2U);
    EXPECT_EQ(b.column, 6U);
    const auto& c = a.value.members[1].value;
    ASSERT_EQ(c.items.size(), 3U);
    EXPECT_EQ(c.items[1].text, "true");
    EXPECT_EQ(c.items[1].line, 3U);
    EXPECT_EQ(c.items[1].column, 10U);
    EXPECT_EQ(c.items[2].kind, Kind::Empty);
    EXPECT_EQ(root.members[1].value.kind, Kind::Empty);
}

TEST(YamlConfigParserTest, KeepsDuplicatesForItsCallerToRefuse) {
    const auto root = root_of("a: 1\na: 2\n");
    ASSERT_EQ(root.members.size(), 2U);
    EXPECT_EQ(root.members[1].line, 2U);
}

TEST(YamlConfigParserTest, ReadsNothingAsEmpty) {
    for (const char* text : {"", " ", "\n\n", "# comment", "---", "~", "null"})
        EXPECT_EQ(root_of(text).kind, Kind::Empty) << text;
}

TEST(YamlConfigParserTest, ReadsATextOfSeveralLinesAtTheEndOfAFileAsElsewhere) {
    for (const char* text : {"a: |\n  x\nb: 1\n", "a: |\n  x\n", "a: |\n  x"})
        EXPECT_EQ(root_of(text).members.at(0).value.text, "x\n") << text;
}

TEST(YamlConfigParserTest, CopiesWhatAliasesName) {
    const auto root = root_of("a: &x {b: [1, 2]}\nc: *x\nd: *x\n");
    for (const std::size_t at : {0U, 1U, 2U})
        EXPECT_EQ(root.members.at(at).value.members.at(0).value.items.at(1).text, "2") << at;
}

TEST(YamlConfigParserTest, RefusesWhatConfigurationsHaveNoUseFor) {
    for (const auto& [text, part] :
         {std::pair("a: 1\n---\nb: 2\n", "more than one document"), std::pair("? [a]\n: 1\n", "cannot be a key"),
          std::pair("a: *none\n", "not well-formed YAML: "), std::pair("a: [1", "not well-formed YAML: "),
          std::pair("a: {b: 1", "not well-formed YAML: "), std::pair("a: \"b", "not well-formed YAML: "),
          std::pair("a: b: c", "not well-formed YAML: "),
          // The rest of the file would be a part of the value.
          std::pair("a: 'b\nc: d\n\n", "not well-formed YAML: "),
          std::pair("a: \"b\nc: d\n", "not well-formed YAML: ")}) {
        const auto result = parse_yaml_config(text);
        ASSERT_TRUE(result.fault) << text;
        EXPECT_NE(result.fault->message.find(part), std::string::npos) << result.fault->message;
        EXPECT_GE(result.fault->line, 1U);
        EXPECT_GE(result.fault->column, 1U);
    }
}

}  // namespace
}  // namespace telemetryflow

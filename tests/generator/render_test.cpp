#include "generator/render.hpp"

#include <string>

#include <gtest/gtest.h>

#include "generator/generation_error.hpp"

namespace telemetryflow::generator {
namespace {

const TemplateValues kValues{.texts = {{"name", "it's \"x\""}, {"port", "80"}},
                             .flags = {{"yes", true}, {"no", false}}};

std::string rendered(const std::string& text) {
    return render("a.tpl", text, kValues);
}

std::string refusal(const std::string& text) {
    try {
        return "no error: " + rendered(text);
    } catch (const GenerationError& error) {
        return error.what();
    }
}

TEST(RenderTest, PutsValuesIn) {
    EXPECT_EQ(rendered("p=@{port}@{port};"), "p=8080;");
    EXPECT_EQ(rendered("\"@{name|cpp}\" @{name|env} @{name|yaml}"),
              "\"it's \\\"x\\\"\" 'it'\\''s \"x\"' \"it's \\\"x\\\"\"");
}

TEST(RenderTest, LeavesEverythingElseAlone) {
    const std::string text =
        "{{\"a\", 1}} ${X} $<X:Y> @ONLY a@b.example @param\n// @if in a comment\n@iffy\n  [[x]] {% y %} <%= z %>\r\n\n";
    EXPECT_EQ(rendered(text), text);
    EXPECT_EQ(rendered(""), "");
    EXPECT_EQ(rendered("no end of line"), "no end of line");
    EXPECT_EQ(rendered("@@{port} @@if x"), "@{port} @if x");
}

TEST(RenderTest, KeepsLinesByFlags) {
    EXPECT_EQ(rendered("a\n@if yes\nb\n@end\nc\n"), "a\nb\nc\n");
    EXPECT_EQ(rendered("@if no\nb\n@else\nc\n@end\n"), "c\n");
    EXPECT_EQ(rendered("@if !no\nb\n@else\nc\n@end"), "b\n");
    EXPECT_EQ(rendered("  @if yes\n\t@if no\nx\n@else\ny\n@end\nz\n  @end\n"), "y\nz\n");
    EXPECT_EQ(rendered("@if no\n@if yes\nx\n@else\ny\n@end\n@end\n"), "");
}

TEST(RenderTest, AValueIsNotRenderedAgain) {
    EXPECT_EQ(render("a.tpl", "@{x}", {.texts = {{"x", "@{y}\n@if z\n"}}}), "@{y}\n@if z\n");
}

const TemplateValues kLists{
    .texts = {{"name", "outer"}, {"end", ";"}},
    .flags = {{"last", false}},
    .lists = {
        {"field",
         {{.texts = {{"name", "a"}}, .lists = {{"rule", {{.texts = {{"rule", "x"}}}, {.texts = {{"rule", "y"}}}}}}},
          {.texts = {{"name", "b"}}, .flags = {{"last", true}}, .lists = {{"rule", {}}}}}},
        {"none", {}}}};

TEST(RenderTest, RepeatsLinesForEachItem) {
    EXPECT_EQ(render("a.tpl", "(\n@each field\n@{name}@{end}\n@end\n)\n", kLists), "(\na;\nb;\n)\n");
    EXPECT_EQ(render("a.tpl", "@each none\n@{unknown}\n@end\n@{name}", kLists), "outer");
    EXPECT_EQ(render("a.tpl", "@each field\n@if last\n@{name}\n@else\n@{name},\n@end\n@end", kLists), "a,\nb\n");
    EXPECT_EQ(render("a.tpl", "@each field\n@each rule\n@{name}.@{rule}\n@end\n@end\n", kLists), "a.x\na.y\n");
    EXPECT_EQ(render("a.tpl", "@if last\n@each field\n@{name}\n@end\nz\n@end\n", kLists), "");
}

TEST(RenderTest, MistakesWithinARepetitionNameTheirLine) {
    const auto refusal_of = [](const std::string& text) -> std::string {
        try {
            return "no error: " + render("a.tpl", text, kLists);
        } catch (const GenerationError& error) {
            return error.what();
        }
    };
    EXPECT_EQ(refusal_of("\n@each fields\n@end"), "template a.tpl:2: no list 'fields'; did you mean field?");
    EXPECT_EQ(refusal_of("@each field\n\n@{nam}\n@end"), "template a.tpl:3: no value 'nam'; did you mean name?");
    EXPECT_EQ(refusal_of("a\n@each field\n@if last\n@end\n"), "template a.tpl:2: @each without @end");
    EXPECT_EQ(refusal_of("@each field\n@else\n@end\n"), "template a.tpl:2: @else without @if");
    EXPECT_EQ(refusal_of("@each none\n@end\n@{nam}"), "template a.tpl:3: no value 'nam'; did you mean name?");
}

TEST(RenderTest, MistakesNameTheirLine) {
    EXPECT_EQ(refusal("\n@{prt}"), "template a.tpl:2: no value 'prt'; did you mean port?");
    EXPECT_EQ(refusal("@{port|html}"), "template a.tpl:1: no filter 'html'; there are cpp, env and yaml");
    EXPECT_EQ(refusal("@{port"), "template a.tpl:1: @{ without }");
    EXPECT_EQ(refusal("@if yess\n@end\n"), "template a.tpl:1: no flag 'yess'; did you mean yes?");
    EXPECT_EQ(refusal("a\n@if yes\n@if no\n@end\n"), "template a.tpl:2: @if without @end");
    EXPECT_EQ(refusal("a\n\n@end\n"), "template a.tpl:3: @end without @if or @each");
    EXPECT_EQ(refusal("@else\n"), "template a.tpl:1: @else without @if");
    EXPECT_EQ(refusal("@if yes\n@else\n@else\n@end\n"), "template a.tpl:3: @else without @if");
}

}  // namespace
}  // namespace telemetryflow::generator

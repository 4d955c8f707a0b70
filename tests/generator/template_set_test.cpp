#include "generator/template_set.hpp"

#include <array>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "generator/generation_error.hpp"
#include "generator/usage_error.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::generator {
namespace {

constexpr std::array<EmbeddedTemplate, 2> kEmbedded{{{"a/main.tpl", "one"}, {"b.tpl", "two"}}};

TEST(TemplateSetTest, HasWhatIsEmbedded) {
    const TemplateSet set(kEmbedded);
    EXPECT_EQ(set.text("a/main.tpl"), "one");
    EXPECT_EQ(set.text("b.tpl"), "two");
    EXPECT_THROW((void)set.text("c.tpl"), GenerationError);
}

TEST(TemplateSetTest, AFolderReplacesWhatItHas) {
    const test::TempDir folder;
    std::filesystem::create_directory(folder.file("a"));
    folder.write("a/main.tpl", "mine\n");
    folder.write("README.md", "not a template");
    TemplateSet set(kEmbedded);
    set.override_from(folder.path());
    EXPECT_EQ(set.text("a/main.tpl"), "mine\n");
    EXPECT_EQ(set.text("b.tpl"), "two");
}

TEST(TemplateSetTest, AnEmptyTemplateIsOneToo) {
    const test::TempDir folder;
    folder.write("b.tpl", "");
    TemplateSet set(kEmbedded);
    set.override_from(folder.path());
    EXPECT_EQ(set.text("b.tpl"), "");
}

TEST(TemplateSetTest, AMisnamedTemplateIsRefused) {
    const test::TempDir folder;
    folder.write("c.tpl", "x");
    TemplateSet set(kEmbedded);
    try {
        set.override_from(folder.path());
        FAIL();
    } catch (const UsageError& error) {
        EXPECT_STREQ(error.what(), "--template-dir: no template is called c.tpl; did you mean b.tpl?");
    }
    EXPECT_THROW(set.override_from(folder.file("c.tpl")), UsageError);
    EXPECT_THROW(set.override_from(folder.file("nowhere")), UsageError);
}

TEST(TemplateSetTest, ATemplateThatCannotBeReadIsAFailure) {
    const test::TempDir folder;
    std::filesystem::create_symlink("nowhere", folder.file("b.tpl"));
    TemplateSet set(kEmbedded);
    EXPECT_THROW(set.override_from(folder.path()), GenerationError);
}

}  // namespace
}  // namespace telemetryflow::generator

#include "generator/read_file.hpp"

#include <string>

#include <gtest/gtest.h>

#include "generator/generation_error.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::generator {
namespace {

TEST(ReadFileTest, GivesWhatIsThereByteForByte) {
    const test::TempDir folder;
    for (const std::string& text : {std::string(), std::string("a"), std::string("a\r\n\0b\n", 6)})
        EXPECT_EQ(read_file(folder.write("file", text)), text);
}

TEST(ReadFileTest, NamesTheFileAndTheReason) {
    const test::TempDir folder;
    try {
        (void)read_file(folder.file("nowhere"));
        FAIL();
    } catch (const GenerationError& error) {
        EXPECT_EQ(error.what(), "cannot read " + folder.file("nowhere") + ": No such file or directory");
    }
    EXPECT_THROW((void)read_file(folder.path()), GenerationError) << "a folder";
}

}  // namespace
}  // namespace telemetryflow::generator

#include "durability/state_directory.hpp"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace telemetryflow::durability {
namespace {

namespace fs = std::filesystem;
using test::TempDir;

mode_t mode_of(const std::string& path) {
    struct stat about {};
    EXPECT_EQ(::stat(path.c_str(), &about), 0) << path;
    return about.st_mode & 07777U;
}

// What the constructor says; empty when it opens the folder.
std::string fault_of(const std::string& base, const std::string& service = "shop") {
    try {
        const StateDirectory state(base, service);
        return {};
    } catch (const std::runtime_error& error) {
        return error.what();
    }
}

TEST(StateDirectoryTest, IsMadeForTheUserAloneWhateverTheUmask) {
    const TempDir folder;
    const mode_t before = ::umask(0);
    const StateDirectory state(folder.file("state"), "shop");
    ::umask(before);
    EXPECT_EQ(state.path(), folder.file("state") + "/shop");
    EXPECT_EQ(mode_of(folder.file("state")), 0700U);
    EXPECT_EQ(mode_of(state.path()), 0700U);
    EXPECT_TRUE(state.folders().empty());
    fs::create_directory(state.path() + "/one");
    fs::create_directory(state.path() + "/.two");
    std::vector<std::string> names = state.folders();
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string>{".two", "one"}));
}

TEST(StateDirectoryTest, IsAnotherOneForEveryService) {
    const TempDir folder;
    std::vector<std::string> paths;
    for (const std::string& service : std::vector<std::string>{"a", "a/b", "a_b", "..", ".", "", "a b", "ä",
                                                               std::string(300, 'x'), std::string(299, 'x')}) {
        const StateDirectory state(folder.path(), service);
        EXPECT_EQ(fs::path(state.path()).parent_path(), fs::path(folder.path())) << service;
        paths.push_back(state.path());
    }
    std::sort(paths.begin(), paths.end());
    EXPECT_EQ(std::unique(paths.begin(), paths.end()), paths.end());
}

TEST(StateDirectoryTest, RefusesWhatOthersMayChangeAndSaysHowToMendIt) {
    const TempDir folder;
    EXPECT_NE(fault_of("state").find("is not an absolute path"), std::string::npos);

    fs::create_directory(folder.file("shared"));
    ::chmod(folder.file("shared").c_str(), 0770);
    EXPECT_NE(fault_of(folder.file("shared")).find("chmod go-w " + folder.file("shared")), std::string::npos);

    fs::create_directories(folder.file("open/inner"));
    ::chmod(folder.file("open/inner").c_str(), 0755);
    ::chmod(folder.file("open").c_str(), 0777);
    EXPECT_NE(fault_of(folder.file("open/inner")).find("everybody may replace what lies in " + folder.file("open")),
              std::string::npos);
    ::chmod(folder.file("open").c_str(), 01777);
    EXPECT_EQ(fault_of(folder.file("open/inner")), "") << "as in /tmp, nobody may replace what is another's";

    fs::create_directory(folder.file("real"));
    fs::create_directory_symlink(folder.file("real"), folder.file("link"));
    EXPECT_NE(fault_of(folder.file("link")), "") << "a link leads where somebody else wants it to";

    folder.write("file", "");
    EXPECT_NE(fault_of(folder.file("file")), "");
    EXPECT_NE(fault_of(folder.file("missing/inner")).find("cannot be"), std::string::npos);
}

TEST(StateDirectoryTest, RefusesWhatBelongsToSomebodyElse) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
    const TempDir folder;
    fs::create_directory(folder.file("theirs"));
    ASSERT_EQ(::chown(folder.file("theirs").c_str(), 1, 1), 0);
    EXPECT_NE(fault_of(folder.file("theirs")).find("belongs to user 1, not to user 0"), std::string::npos);
}

}  // namespace
}  // namespace telemetryflow::durability

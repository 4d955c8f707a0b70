#include "durability/process_directory.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/failing_call.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::durability {
namespace {

namespace fs = std::filesystem;
using test::TempDir;

class ProcessDirectoryTest : public testing::Test {
protected:
    static constexpr std::size_t kBytes = 64U << 10U;

    [[nodiscard]] std::string path_of(const ProcessDirectory& directory) const {
        return state_->path() + "/" + directory.name();
    }

    TempDir folder_;
    std::shared_ptr<const StateDirectory> state_ = std::make_shared<StateDirectory>(folder_.path(), "shop");
};

TEST_F(ProcessDirectoryTest, HasItsFilesForTheUserAlone) {
    const mode_t before = ::umask(0);
    ProcessDirectory directory(state_, kBytes);
    directory.write({.resource = "r", .scopes = "s", .instance_id = "i"});
    ::umask(before);
    EXPECT_EQ(fs::status(path_of(directory)).permissions(), fs::perms(0700));
    for (const fs::directory_entry& file : fs::directory_iterator(path_of(directory)))
        EXPECT_EQ(file.status().permissions(), fs::perms(0600)) << file.path();
    EXPECT_EQ(directory.region_bytes(), kBytes);
    struct stat region {};
    ASSERT_EQ(::fstat(directory.region_fd(), &region), 0);
    EXPECT_GE(static_cast<std::size_t>(region.st_blocks) * 512, kBytes) << "a hole could find the disk full later";
    EXPECT_EQ(directory.read_about()->resource, "r");
}

TEST_F(ProcessDirectoryTest, BelongsToItsOwnerUntilThatIsGone) {
    std::optional<ProcessDirectory> directory(std::in_place, state_, kBytes);
    const std::string name = directory->name();
    EXPECT_FALSE(ProcessDirectory::adopt(state_, name)) << "also within one process";
    directory.reset();
    std::optional<ProcessDirectory> adopted = ProcessDirectory::adopt(state_, name);
    ASSERT_TRUE(adopted);
    EXPECT_EQ(adopted->region_bytes(), kBytes);
    EXPECT_FALSE(adopted->read_about());
    EXPECT_FALSE(ProcessDirectory::adopt(state_, name)) << "one adopts it";
    adopted->remove();
    EXPECT_TRUE(state_->folders().empty());
    EXPECT_FALSE(ProcessDirectory::adopt(state_, name));
}

TEST_F(ProcessDirectoryTest, IsFreeWhenItsProcessIsKilledAndNotWhenAChildOfItLetsGo) {
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ProcessDirectory directory(state_, kBytes);
        const pid_t grandchild = ::fork();
        if (grandchild == 0) {
            directory.forget();
            ::_exit(0);
        }
        ::waitpid(grandchild, nullptr, 0);
        if (::write(ready[1], "x", 1) != 1) ::_exit(1);
        ::pause();
    }
    char told = 0;
    ASSERT_EQ(::read(ready[0], &told, 1), 1);
    ASSERT_EQ(state_->folders().size(), 1U);
    EXPECT_FALSE(ProcessDirectory::adopt(state_, state_->folders()[0]));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(ProcessDirectory::adopt(state_, state_->folders()[0]));
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST_F(ProcessDirectoryTest, IsNotTakenWhileItIsBeingMade) {
    fs::create_directory(state_->path() + "/.new-1");
    folder_.write("shop/.new-1/lock", "");
    EXPECT_FALSE(ProcessDirectory::adopt(state_, ".new-1"));
    fs::last_write_time(state_->path() + "/.new-1", fs::file_time_type::clock::now() - std::chrono::minutes(5));
    EXPECT_TRUE(ProcessDirectory::adopt(state_, ".new-1")) << "its maker was killed";
}

TEST_F(ProcessDirectoryTest, IsNothingThatLacksALock) {
    fs::create_directory(state_->path() + "/other");
    folder_.write("shop/file", "");
    fs::create_directory_symlink(folder_.path(), state_->path() + "/link");
    for (const char* name : {"other", "file", "link", "missing"})
        EXPECT_FALSE(ProcessDirectory::adopt(state_, name)) << name;
}

TEST_F(ProcessDirectoryTest, GoesWhenItsOwnerWasKilledBetweenMakingItAndItsLock) {
    const std::string deleted = "1-0123456789abcdef";
    const std::string made = ".new-2-0123456789abcdef";
    const std::string being_made = ".new-3-0123456789abcdef";
    const std::string not_empty = "4-0123456789abcdef";
    const std::string not_ours = "strange";
    for (const std::string& name : {deleted, made, being_made, not_empty, not_ours})
        fs::create_directory(state_->path() + "/" + name);
    folder_.write("shop/" + not_empty + "/file", "");
    fs::last_write_time(state_->path() + "/" + made, fs::file_time_type::clock::now() - std::chrono::minutes(5));
    for (const std::string& name : state_->folders())
        EXPECT_FALSE(ProcessDirectory::adopt(state_, name)) << name;
    std::vector<std::string> left = state_->folders();
    std::sort(left.begin(), left.end());
    EXPECT_EQ(left, (std::vector<std::string>{being_made, not_empty, not_ours}));
}

// What cannot be opened now may hold records all the same.
TEST_F(ProcessDirectoryTest, IsLeftAloneWhenThereAreNoDescriptorsToReadItWith) {
    std::optional<ProcessDirectory> directory(std::in_place, state_, kBytes);
    const std::string name = directory->name();
    directory.reset();
    int refusals = 0;
    for (unsigned opening = 1; opening <= 3; ++opening) {
        const test::FailingCall none(test::FileCall::Kind::Open, EMFILE, opening);
        try {
            EXPECT_FALSE(ProcessDirectory::adopt(state_, name)) << opening;
        } catch (const std::runtime_error&) {
            ++refusals;
        }
        EXPECT_EQ(none.count(), opening) << "and nothing was opened any more";
    }
    EXPECT_EQ(refusals, 1) << "the lock was had, and the region was not";
    EXPECT_TRUE(ProcessDirectory::adopt(state_, name));
}

// A process identifier may be given to another process, or to this one.
TEST_F(ProcessDirectoryTest, BelongsToWhoeverHoldsItsLockWhateverItsNameSays) {
    const std::string own = std::to_string(::getpid()) + "-0123456789abcdef";
    fs::create_directory(state_->path() + "/" + own);
    folder_.write("shop/" + own + "/lock", "");
    EXPECT_TRUE(ProcessDirectory::adopt(state_, own)) << "an earlier process had our number";
    ProcessDirectory living(state_, kBytes);
    const std::string other = "1-0123456789abcdef";
    fs::rename(path_of(living), state_->path() + "/" + other);
    EXPECT_FALSE(ProcessDirectory::adopt(state_, other));
}

TEST_F(ProcessDirectoryTest, SaysWhatItCannotMake) {
    try {
        const ProcessDirectory directory(state_, std::size_t{1} << 60U);
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("find room for the 1152921504606846976 bytes of"), std::string::npos);
    }
    EXPECT_TRUE(state_->folders().empty()) << "nothing half-made stays";
}

}  // namespace
}  // namespace telemetryflow::durability

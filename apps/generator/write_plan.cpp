#include "generator/write_plan.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "generator/generation_error.hpp"
#include "generator/staging_folder.hpp"

namespace telemetryflow::generator {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& file, const std::string& reason) {
    throw GenerationError("cannot write " + file.string() + ": " + reason + "; nothing was changed");
}

void write_file(const fs::path& to, const PlannedFile& file, const fs::path& shown) {
    errno = 0;
    std::ofstream stream(to, std::ios::binary);
    if (file.only_for_owner) fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
    stream << file.content;
    stream.close();
    if (!stream) fail(shown, std::generic_category().message(errno));
}

void stage(const Plan& plan, const fs::path& to, const Interruption& interruption) {
    for (const PlannedFile& file : plan.files()) {
        if (file.action == FileAction::Keep) continue;
        interruption.check();
        const fs::path shown = plan.folder() / file.path;
        try {
            fs::create_directories((to / file.path).parent_path());
            write_file(to / file.path, file, shown);
            if (file.previous && !file.only_for_owner) fs::permissions(to / file.path, fs::status(shown).permissions());
        } catch (const fs::filesystem_error& error) {
            fail(shown, error.code().message());
        }
    }
    interruption.check();
}

// Puts files into a folder that is there, and takes all of it back unless keep() was called.
class Placement {
public:
    Placement(fs::path folder, fs::path staged, fs::path replaced)
        : folder_(std::move(folder)), staged_(std::move(staged)), replaced_(std::move(replaced)) {}
    Placement(const Placement&) = delete;
    Placement& operator=(const Placement&) = delete;
    ~Placement() {
        std::error_code ignored;
        for (auto move = moves_.rbegin(); move != moves_.rend(); ++move)
            fs::rename(move->second, move->first, ignored);
        for (auto made = made_.rbegin(); made != made_.rend(); ++made)
            fs::remove(*made, ignored);
    }

    void place(const PlannedFile& file) {
        const fs::path target = folder_ / file.path;
        try {
            make_folders(file.path.parent_path());
            if (!file.previous && fs::exists(fs::symlink_status(target))) fail(target, "it appeared meanwhile");
            if (file.previous) {
                fs::create_directories((replaced_ / file.path).parent_path());
                move(target, replaced_ / file.path);
            }
            move(staged_ / file.path, target);
        } catch (const fs::filesystem_error& error) {
            fail(target, error.code().message());
        }
    }

    void keep() {
        moves_.clear();
        made_.clear();
    }

private:
    void move(const fs::path& from, const fs::path& to) {
        fs::rename(from, to);
        moves_.emplace_back(from, to);
    }

    void make_folders(const fs::path& relative) {
        fs::path folder = folder_;
        for (const fs::path& part : relative) {
            folder /= part;
            if (fs::create_directory(folder)) made_.push_back(folder);
        }
    }

    fs::path folder_;
    fs::path staged_;
    fs::path replaced_;
    std::vector<std::pair<fs::path, fs::path>> moves_;
    std::vector<fs::path> made_;
};

// The folder is new, and with it perhaps some above it: the uppermost of them appears complete.
void write_new_folder(const Plan& plan, const Interruption& interruption) {
    fs::path whole = fs::absolute(plan.folder()).lexically_normal();
    if (!whole.has_filename()) whole = whole.parent_path();
    fs::path above = whole.parent_path();
    while (!fs::exists(above))
        above = above.parent_path();
    const StagingFolder staging(above);
    const fs::path below = whole.lexically_relative(above);
    stage(plan, staging.path() / below, interruption);
    std::error_code error;
    fs::rename(staging.path() / *below.begin(), above / *below.begin(), error);
    if (error) fail(whole, error.message());
}

void write_into_folder(const Plan& plan, const Interruption& interruption) {
    const StagingFolder staging(plan.folder());
    stage(plan, staging.path() / "new", interruption);
    Placement placement(plan.folder(), staging.path() / "new", staging.path() / "replaced");
    // From here on a signal has come too late: all of it takes no longer than taking it back.
    for (const PlannedFile& file : plan.files()) {
        if (file.action != FileAction::Keep) placement.place(file);
    }
    placement.keep();
}

bool changes_nothing(const Plan& plan) {
    for (const PlannedFile& file : plan.files()) {
        if (file.action != FileAction::Keep) return false;
    }
    return true;
}

}  // namespace

void write_plan(const Plan& plan, const Interruption& interruption) {
    interruption.check();
    if (changes_nothing(plan)) return;
    if (fs::exists(plan.folder())) {
        write_into_folder(plan, interruption);
    } else {
        write_new_folder(plan, interruption);
    }
}

}  // namespace telemetryflow::generator

#include "generator/write_plan.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "generator/generation_error.hpp"
#include "generator/placement.hpp"
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
    StagingFolder staging(plan.folder());
    stage(plan, staging.path() / Placement::kNew, interruption);
    Placement placement(plan, staging);
    // From here on a signal has come too late: all of it takes no longer than taking it back.
    placement.place_all();
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

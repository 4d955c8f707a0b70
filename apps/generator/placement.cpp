#include "generator/placement.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "generator/generation_error.hpp"
#include "generator/read_file.hpp"

namespace telemetryflow::generator {

namespace fs = std::filesystem;

namespace {

constexpr const char* kReplaced = "replaced";
constexpr const char* kJournal = "journal";

// What one line of the journal is of: its first character. Paths end with a zero, since they may hold everything else.
constexpr char kMadeFolder = 'd';
constexpr char kNewFile = 'n';
constexpr char kReplacedFile = 'r';

[[noreturn]] void fail(const fs::path& file, const std::string& reason) {
    throw GenerationError("cannot write " + file.string() + ": " + reason + "; nothing was changed");
}

std::string journal_of(const Plan& plan) {
    std::string journal;
    std::set<fs::path> made;
    for (const PlannedFile& file : plan.files()) {
        if (file.action == FileAction::Keep) continue;
        fs::path folder;
        for (const fs::path& part : file.path.parent_path()) {
            folder /= part;
            if (!fs::exists(plan.folder() / folder) && made.insert(folder).second) {
                journal.append(1, kMadeFolder).append(folder.string()).append(1, '\0');
            }
        }
        journal.append(1, file.previous ? kReplacedFile : kNewFile).append(file.path.string()).append(1, '\0');
    }
    return journal;
}

// Whole or not at all: what is not in it has not happened yet.
void write_journal(const Plan& plan, const fs::path& staging) {
    const fs::path unfinished = staging / "journal.new";
    std::ofstream stream(unfinished, std::ios::binary);
    stream << journal_of(plan);
    stream.close();
    std::error_code error(stream ? 0 : errno, std::generic_category());
    if (!error) fs::rename(unfinished, staging / kJournal, error);
    if (error) fail(plan.folder(), error.message());
}

/// Undoes what was done of the journal, in the opposite order; whether there was anything.
bool take_back(const fs::path& folder, const fs::path& staging) {
    if (!fs::exists(staging / kJournal)) return false;
    const std::string journal = read_file(staging / kJournal);
    std::vector<std::pair<char, std::string>> steps;
    for (std::size_t at = 0; at < journal.size();) {
        const std::size_t end = std::min(journal.find('\0', at), journal.size());
        steps.emplace_back(journal[at], journal.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    bool changed = false;
    std::error_code ignored;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        const fs::path target = folder / step->second;
        switch (step->first) {
            case kMadeFolder: fs::remove(target, ignored); break;
            case kNewFile:
                // As long as it is in the staging folder, what is in its place is somebody else's.
                if (!fs::exists(staging / Placement::kNew / step->second)) changed |= fs::remove(target, ignored);
                break;
            default:
                if (!fs::exists(staging / kReplaced / step->second)) break;
                fs::rename(staging / kReplaced / step->second, target);
                changed = true;
        }
    }
    fs::remove(staging / kJournal);
    return changed;
}

}  // namespace

Placement::Placement(const Plan& plan, StagingFolder& staging) : plan_(plan), staging_(staging) {
    write_journal(plan_, staging_.path());
}

Placement::~Placement() {
    if (kept_) return;
    try {
        take_back(plan_.folder(), staging_.path());
    } catch (const std::exception&) {
        // What was replaced lies in it.
        staging_.leave_behind();
    }
}

void Placement::place_all() {
    for (const PlannedFile& file : plan_.files()) {
        if (file.action != FileAction::Keep) place(file);
    }
}

void Placement::place(const PlannedFile& file) {
    const fs::path target = plan_.folder() / file.path;
    try {
        fs::create_directories(target.parent_path());
        if (file.previous) {
            fs::create_directories((staging_.path() / kReplaced / file.path).parent_path());
            fs::rename(target, staging_.path() / kReplaced / file.path);
        } else if (fs::exists(fs::symlink_status(target))) {
            fail(target, "it appeared meanwhile");
        }
        fs::rename(staging_.path() / kNew / file.path, target);
    } catch (const fs::filesystem_error& error) {
        fail(target, error.code().message());
    }
}

void Placement::keep() {
    std::error_code error;
    fs::remove(staging_.path() / kJournal, error);
    if (error) fail(plan_.folder(), error.message());
    kept_ = true;
}

bool Placement::take_back_killed(const fs::path& folder) {
    bool changed = false;
    std::error_code error;
    std::vector<fs::path> left;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (StagingFolder::is_left_behind(entry.path())) left.push_back(entry.path());
    }
    try {
        for (const fs::path& staging : left) {
            changed |= take_back(folder, staging);
            fs::remove_all(staging);
        }
    } catch (const fs::filesystem_error& failure) {
        throw GenerationError("cannot take back what a run that was killed left: " + std::string(failure.what()));
    }
    return changed;
}

}  // namespace telemetryflow::generator

#include "generator/plan.hpp"

#include <algorithm>
#include <utility>

#include "generator/generation_error.hpp"
#include "generator/marked_block.hpp"
#include "generator/read_file.hpp"
#include "generator/usage_error.hpp"

namespace telemetryflow::generator {

namespace fs = std::filesystem;

namespace {

// Component by component: a comparison of texts would take /base-evil for a part of /base.
bool is_within(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

fs::file_type type_of(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (status.type() == fs::file_type::none) {
        throw GenerationError("cannot look at " + path.string() + ": " + error.message());
    }
    return status.type();
}

void check_relative(const fs::path& path) {
    const bool leaves = path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end();
    if (path.empty() || leaves || !path.has_filename()) {
        throw UsageError("'" + path.string() + "' is no path within the folder");
    }
}

}  // namespace

Plan::Plan(fs::path folder) : folder_(std::move(folder)) {
    std::error_code error;
    const fs::file_status status = fs::status(folder_, error);
    if (status.type() == fs::file_type::none) {
        throw GenerationError("cannot look at " + folder_.string() + ": " + error.message());
    }
    if (fs::exists(status) && !fs::is_directory(status)) throw GenerationError(folder_.string() + " is no folder");
}

PlannedFile Plan::look_at(const fs::path& path) const {
    check_relative(path);
    if (std::any_of(files_.begin(), files_.end(), [&path](const PlannedFile& one) { return one.path == path; })) {
        throw GenerationError(path.string() + " would be written twice");
    }
    const fs::path whole = folder_ / path;
    std::error_code error;
    const fs::path home = fs::weakly_canonical(folder_, error);
    const fs::path parent = fs::weakly_canonical(whole.parent_path(), error);
    if (!is_within(parent, home)) throw GenerationError(whole.string() + ": a symbolic link leads out of the folder");
    for (fs::path above = path.parent_path(); !above.empty(); above = above.parent_path()) {
        const fs::file_status status = fs::status(folder_ / above, error);
        if (fs::exists(status) && !fs::is_directory(status)) {
            throw GenerationError((folder_ / above).string() + " is no folder");
        }
    }
    PlannedFile file{.path = path, .content = {}, .previous = {}};
    switch (type_of(whole)) {
        case fs::file_type::not_found: break;
        case fs::file_type::regular: file.previous = read_file(whole); break;
        default: throw GenerationError(whole.string() + " is there and is no plain file");
    }
    return file;
}

void Plan::add(const fs::path& path, std::string content, FileAccess access) {
    PlannedFile file = look_at(path);
    file.content = std::move(content);
    file.only_for_owner = access == FileAccess::OnlyOwner;
    if (file.previous) file.action = *file.previous == file.content ? FileAction::Keep : FileAction::Overwrite;
    files_.push_back(std::move(file));
}

void Plan::add_version(const fs::path& path, std::string content, std::string_view known) {
    add(path, std::move(content));
    PlannedFile& file = files_.back();
    if (file.action == FileAction::Overwrite && *file.previous == known) file.action = FileAction::Update;
}

void Plan::add_block(const fs::path& path, std::string_view block) {
    PlannedFile file = look_at(path);
    file.content = with_marked_block(file.previous.value_or(""), block);
    if (file.previous) file.action = *file.previous == file.content ? FileAction::Keep : FileAction::Update;
    files_.push_back(std::move(file));
}

bool Plan::has_file(const fs::path& path) const {
    std::error_code error;
    return fs::exists(folder_ / path, error);
}

}  // namespace telemetryflow::generator

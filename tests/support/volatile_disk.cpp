#include "support/volatile_disk.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

namespace telemetryflow::test {
namespace {

namespace fs = std::filesystem;
using Kind = FileCall::Kind;

ino_t inode_of(const std::string& path) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0 ? about.st_ino : 0;
}

// In the order in which they were made, which does not depend on their names.
template <class Names>
auto in_order(const Names& names) {
    std::vector<std::pair<std::string, typename Names::mapped_type>> all(names.begin(), names.end());
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second->number < b.second->number; });
    return all;
}

bool changes_something(const FileCall& call) {
    return call.kind != Kind::Read && (call.kind != Kind::Open || call.makes_file);
}

}  // namespace

VolatileDisk::VolatileDisk(std::string root, unsigned seed) : root_(std::move(root)), random_(seed) {
    tree_ = std::make_shared<Node>();
    tree_->is_folder = true;
    nodes_[inode_of(root_)] = tree_;
}

void VolatileDisk::end_at(unsigned call, End end) {
    ends_in_ = call;
    end_ = end;
}

void VolatileDisk::end(End end) {
    if (has_ended()) return;
    end_ = end;
    std::set<const Node*> seen;
    left_ = left_of(tree_, end, seen);
    ends_in_ = 0;
}

VolatileDisk::NodePtr VolatileDisk::left_of(const NodePtr& node, End end, std::set<const Node*>& seen) {
    if (!seen.insert(node.get()).second) return nullptr;
    auto left = std::make_shared<Node>();
    left->is_folder = node->is_folder;
    left->number = node->number;
    if (!node->is_folder) {
        left->file = VolatileFile(end == End::Kill ? node->file.now() : node->file.after_power_failure(random_));
        return left;
    }
    VolatileFolder<Node>::Names names;
    const auto all = end == End::Kill ? node->folder.now() : node->folder.after_power_failure(random_);
    for (const auto& [name, below] : in_order(all)) {
        if (NodePtr kept = left_of(below, end, seen)) names[name] = std::move(kept);
    }
    left->folder = VolatileFolder<Node>(std::move(names));
    return left;
}

void VolatileDisk::restart() {
    for (const fs::directory_entry& entry : fs::directory_iterator(root_))
        fs::remove_all(entry.path());
    tree_ = *std::exchange(left_, std::nullopt);
    nodes_.clear();
    write_out(tree_, root_);
}

void VolatileDisk::write_out(const NodePtr& node, const std::string& path) {
    if (node->is_folder) {
        if (path != root_) fs::create_directory(path);
        fs::permissions(path, fs::perms::owner_all);
        for (const auto& [name, below] : in_order(node->folder.now()))
            write_out(below, path + "/" + name);
    } else {
        std::ofstream(path, std::ios::binary) << node->file.now();
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    }
    nodes_[inode_of(path)] = node;
}

VolatileDisk::NodePtr VolatileDisk::node_of(int fd) const {
    struct stat about {};
    if (::fstat(fd, &about) != 0) return nullptr;
    const auto found = nodes_.find(about.st_ino);
    return found == nodes_.end() ? nullptr : found->second;
}

VolatileDisk::NodePtr VolatileDisk::parent_of(std::string_view path) const {
    const auto found = nodes_.find(inode_of(fs::path(path).parent_path()));
    return found == nodes_.end() ? nullptr : found->second;
}

VolatileDisk::NodePtr VolatileDisk::subject(const FileCall& call) const {
    return call.fd < 0 ? parent_of(call.name) : node_of(call.fd);
}

FileCalls::Answer VolatileDisk::before(const FileCall& call) {
    const NodePtr node = has_ended() ? nullptr : subject(call);
    if (node == nullptr) return {.is_skipped = has_ended() && call.kind == Kind::Sync};
    if (changes_something(call) && ends_in_ != 0 && --ends_in_ == 0) end(end_);
    Answer answer = one_in_ != 0 && !has_ended() ? fault_of(call, *node) : Answer{};
    answer.is_skipped = call.kind == Kind::Sync;
    return answer;
}

FileCalls::Answer VolatileDisk::fault_of(const FileCall& call, Node& node) {
    if (random_() % one_in_ != 0) return {};
    ++faults_;
    constexpr std::array<int, 3> kErrors{EIO, ENOSPC, EMFILE};
    const unsigned errors = call.kind == Kind::Read ? 1 : (call.kind == Kind::Open ? 3 : 2);
    Answer answer{.error = kErrors[random_() % errors]};
    if (call.kind == Kind::Sync && !node.is_folder) node.file.fail_sync(random_);
    if (call.kind == Kind::Write && random_() % 2 == 0) {
        answer = {.shorter_by = random_() % call.bytes.size()};
    }
    return answer;
}

void VolatileDisk::after(const FileCall& call, ssize_t result) {
    const NodePtr node = has_ended() ? nullptr : subject(call);
    if (node == nullptr) return;
    const std::string name(call.fd < 0 ? fs::path(call.name).filename().string() : std::string(call.name));
    const auto size = static_cast<std::size_t>(call.at);
    switch (call.kind) {
        case Kind::Open:
            if (call.makes_file && node->folder.find(name) == nullptr) {
                struct stat about {};
                ::fstat(static_cast<int>(result), &about);
                add(node, name, false, about.st_ino);
            }
            return;
        case Kind::MakeFolder:
            add(node, name, true,
                call.fd < 0 ? inode_of(std::string(call.name))
                            : inode_of("/proc/self/fd/" + std::to_string(call.fd) + "/" + name));
            return;
        case Kind::Read: return;
        case Kind::Write: return node->file.write(size, call.bytes.substr(0, static_cast<std::size_t>(result)));
        case Kind::Allocate: return node->file.resize(std::max(size, node->file.now().size()));
        case Kind::Truncate: return node->file.resize(size);
        case Kind::Sync: return node->is_folder ? node->folder.sync() : node->file.sync();
        case Kind::Rename: {
            const NodePtr to = node_of(call.to_fd);
            if (to != nullptr) to->folder.set(std::string(call.to_name), node->folder.find(name));
            node->folder.set(name, nullptr);
            return;
        }
        case Kind::Unlink: node->folder.set(name, nullptr); return;
    }
}

void VolatileDisk::add(const NodePtr& folder, const std::string& name, bool is_folder, ino_t inode) {
    auto made = std::make_shared<Node>();
    made->is_folder = is_folder;
    made->number = ++last_number_;
    nodes_[inode] = made;
    folder->folder.set(name, std::move(made));
}

}  // namespace telemetryflow::test

#pragma once

// A disk that has for sure only what it was told to keep. It sees every call that changes files below one folder, and
// when the process is killed or the power fails, also between two calls of one step, it puts into that folder what is
// left. Syncs are not made, only noted. Calls may be made to fail at random. Used by one thread.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>

#include <sys/types.h>

#include "support/file_calls.hpp"
#include "support/volatile_file.hpp"
#include "support/volatile_folder.hpp"

namespace telemetryflow::test {

class VolatileDisk final : public FileCalls {
public:
    enum class End { Kill, PowerFailure };

    /// Of what is made in `root`, an empty folder.
    VolatileDisk(std::string root, unsigned seed);

    /// In front of the `call`th call that changes something, the first being 1, everything ends: has_ended().
    void end_at(unsigned call, End end);
    /// Everything ends now, unless it has.
    void end(End end);
    [[nodiscard]] bool has_ended() const noexcept { return left_.has_value(); }
    [[nodiscard]] End ended_by() const noexcept { return end_; }
    /// Puts what is left into the folder. Nobody may have a file open there that is used any more.
    void restart();

    /// About one call in `one_in` fails; 0: none does.
    void set_faults(unsigned one_in) noexcept { one_in_ = one_in; }
    /// How many have failed.
    [[nodiscard]] unsigned faults() const noexcept { return faults_; }

    Answer before(const FileCall& call) override;
    void after(const FileCall& call, ssize_t result) override;

private:
    struct Node {
        bool is_folder = false;
        unsigned number = 0;  // by which files appear in the order in which they were made
        VolatileFile file;
        VolatileFolder<Node> folder;
    };
    using NodePtr = std::shared_ptr<Node>;

    [[nodiscard]] NodePtr node_of(int fd) const;
    // The folder that `path` is in.
    [[nodiscard]] NodePtr parent_of(std::string_view path) const;
    // What the call is about: a file, or the folder that the name lies in; null when it is not below the root.
    [[nodiscard]] NodePtr subject(const FileCall& call) const;
    [[nodiscard]] Answer fault_of(const FileCall& call, Node& node);
    void add(const NodePtr& folder, const std::string& name, bool is_folder, ino_t inode);
    // What is left of a node: one that is on the disk, with all that is below it. Each is left under one name.
    [[nodiscard]] NodePtr left_of(const NodePtr& node, End end, std::set<const Node*>& seen);
    void write_out(const NodePtr& node, const std::string& path);

    const std::string root_;
    std::mt19937 random_;
    NodePtr tree_;
    std::map<ino_t, NodePtr> nodes_;
    std::optional<NodePtr> left_;
    unsigned ends_in_ = 0;
    End end_ = End::Kill;
    unsigned one_in_ = 0;
    unsigned faults_ = 0;
    unsigned last_number_ = 0;
};

}  // namespace telemetryflow::test

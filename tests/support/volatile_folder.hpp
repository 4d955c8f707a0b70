#pragma once

// The names in a folder as processes see them, and what a disk may have of them when the power fails: each name by
// itself is as at the last sync, or as at any moment since. A value.

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace telemetryflow::test {

template <class Node>
class VolatileFolder {
public:
    using Names = std::map<std::string, std::shared_ptr<Node>>;

    VolatileFolder() = default;
    /// All of it is on the disk.
    explicit VolatileFolder(Names names) : now_(std::move(names)), on_disk_(now_) {}

    /// Null: the name is gone.
    void set(const std::string& name, std::shared_ptr<Node> node) {
        const auto known = std::find_if(versions_.begin(), versions_.end(),
                                        [&](const auto& versions) { return versions.first == name; });
        auto& versions = known == versions_.end() ? versions_.emplace_back(name, Versions()) : *known;
        versions.second.push_back(node);
        if (node == nullptr) {
            now_.erase(name);
        } else {
            now_[name] = std::move(node);
        }
    }
    [[nodiscard]] std::shared_ptr<Node> find(const std::string& name) const {
        const auto found = now_.find(name);
        return found == now_.end() ? nullptr : found->second;
    }

    void sync() {
        on_disk_ = now_;
        versions_.clear();
    }
    [[nodiscard]] const Names& now() const noexcept { return now_; }
    /// What may be left.
    [[nodiscard]] Names after_power_failure(std::mt19937& random) const {
        Names left = on_disk_;
        for (const auto& [name, versions] : versions_) {
            const std::size_t version = random() % (versions.size() + 1);
            if (version == versions.size()) continue;
            left.erase(name);
            if (versions[version] != nullptr) left[name] = versions[version];
        }
        return left;
    }

private:
    using Versions = std::vector<std::shared_ptr<Node>>;

    Names now_;
    Names on_disk_;
    // Of names, since the last sync, in the order in which they came up: names that are random change nothing.
    std::vector<std::pair<std::string, Versions>> versions_;
};

}  // namespace telemetryflow::test

#pragma once

// Builds nodes of yaml-cpp's events, within limits: an alias is a copy, and so a small text could make a huge tree.
// Owned by one parse.

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include "telemetryflow/domain/config_node.hpp"

namespace telemetryflow::yaml {

class NodeBuilder final : public YAML::EventHandler {
public:
    static constexpr std::size_t kMostNodes = 10'000;
    static constexpr std::size_t kMostLevels = 16;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

    [[nodiscard]] ConfigNode take() && { return std::move(root_); }

private:
    /// A list or map that is not complete yet.
    struct Open {
        ConfigNode node;
        YAML::anchor_t anchor;
        bool expects_value = false;
    };

    void open(const YAML::Mark& mark, YAML::anchor_t anchor, ConfigNode::Kind kind);
    void close();
    void complete(ConfigNode node, YAML::anchor_t anchor);
    void add_key(const ConfigNode& node);
    /// Counts what gets added `level` levels deep, with all that is in it.
    void count(const ConfigNode& node, const YAML::Mark& mark, std::size_t level);

    ConfigNode root_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, ConfigNode> anchors_;
    std::size_t nodes_ = 0;
};

}  // namespace telemetryflow::yaml

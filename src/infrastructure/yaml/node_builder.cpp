#include "infrastructure/yaml/node_builder.hpp"

#include <utility>

#include "infrastructure/yaml/limit_error.hpp"

namespace telemetryflow::yaml {
namespace {

ConfigNode node_at(const YAML::Mark& mark, ConfigNode::Kind kind) {
    ConfigNode node;
    node.kind = kind;
    // yaml-cpp counts from 0, and has no place for what is not there.
    node.line = mark.line < 0 ? 1 : static_cast<std::size_t>(mark.line) + 1;
    node.column = mark.column < 0 ? 1 : static_cast<std::size_t>(mark.column) + 1;
    return node;
}

YAML::Mark mark_of(const ConfigNode& node) {
    YAML::Mark mark;
    mark.line = static_cast<int>(node.line) - 1;
    mark.column = static_cast<int>(node.column) - 1;
    return mark;
}

}  // namespace

void NodeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    auto node = node_at(mark, ConfigNode::Kind::Empty);
    count(node, mark, open_.size());
    complete(std::move(node), anchor);
}

void NodeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto found = anchors_.find(anchor);
    // Only what is complete can be copied: one that contains itself would have no end.
    if (found == anchors_.end()) throw LimitError(mark, "an alias is inside of what it names");
    count(found->second, mark, open_.size());
    complete(found->second, 0);
}

void NodeBuilder::OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                           const std::string& value) {
    auto node = node_at(mark, ConfigNode::Kind::Scalar);
    node.text = value;
    count(node, mark, open_.size());
    complete(std::move(node), anchor);
}

void NodeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value) {
    open(mark, anchor, ConfigNode::Kind::List);
}

void NodeBuilder::OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value) {
    open(mark, anchor, ConfigNode::Kind::Map);
}

void NodeBuilder::open(const YAML::Mark& mark, YAML::anchor_t anchor, ConfigNode::Kind kind) {
    auto node = node_at(mark, kind);
    count(node, mark, open_.size());
    open_.push_back({.node = std::move(node), .anchor = anchor});
}

void NodeBuilder::close() {
    auto [node, anchor, expects_value] = std::move(open_.back());
    open_.pop_back();
    complete(std::move(node), anchor);
}

void NodeBuilder::complete(ConfigNode node, YAML::anchor_t anchor) {
    if (anchor != 0) {
        // The copy that is kept counts as well.
        count(node, mark_of(node), open_.size());
        anchors_.insert_or_assign(anchor, node);
    }
    if (open_.empty()) {
        root_ = std::move(node);
        return;
    }
    auto& [parent, parents_anchor, expects_value] = open_.back();
    if (parent.kind == ConfigNode::Kind::List) {
        parent.items.push_back(std::move(node));
    } else if (expects_value) {
        parent.members.back().value = std::move(node);
        expects_value = false;
    } else {
        add_key(node);
        expects_value = true;
    }
}

void NodeBuilder::add_key(const ConfigNode& node) {
    if (node.kind == ConfigNode::Kind::List || node.kind == ConfigNode::Kind::Map) {
        throw LimitError(mark_of(node), "a map or a list cannot be a key");
    }
    open_.back().node.members.push_back({.key = node.text, .line = node.line, .column = node.column, .value = {}});
}

void NodeBuilder::count(const ConfigNode& node, const YAML::Mark& mark, std::size_t level) {
    if (level > kMostLevels) {
        throw LimitError(mark, "more than " + std::to_string(kMostLevels) + " levels of maps and lists");
    }
    if (++nodes_ > kMostNodes) {
        throw LimitError(mark, "more than " + std::to_string(kMostNodes) + " values, with those of aliases");
    }
    for (const auto& item : node.items)
        count(item, mark, level + 1);
    for (const auto& member : node.members)
        count(member.value, mark, level + 1);
}

}  // namespace telemetryflow::yaml

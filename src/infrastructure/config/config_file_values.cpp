#include "infrastructure/config/config_file_values.hpp"

#include "infrastructure/config/substitution.hpp"

namespace telemetryflow::config {
namespace {

FileValue scalar(const ConfigNode& node, const Environment& environment) {
    auto substituted = substitute(node.text, environment);
    if (!substituted.fault.empty()) return {.text = {}, .written = {}, .fault = std::move(substituted.fault)};
    return {.text = std::move(substituted.text), .written = node.text, .fault = {}};
}

FileValue list(const ConfigNode& node, const ValueForm& form, const Environment& environment) {
    // Empty is how a list of names says that there are none, and how every other value says nothing.
    if (node.items.empty() && form.kind == ValueKind::Words) return {.text = "none", .written = "[]", .fault = {}};
    FileValue joined;
    for (const auto& item : node.items) {
        if (item.kind != ConfigNode::Kind::Scalar) {
            return {.text = {}, .written = {}, .fault = "must be a list of single values: " + accepted_text(form)};
        }
        auto value = scalar(item, environment);
        if (!value.fault.empty()) return value;
        joined.text += (joined.text.empty() ? "" : ",") + value.text;
        joined.written += (joined.written.empty() ? "" : ",") + value.written;
    }
    return joined;
}

}  // namespace

FileValue value_of(const ConfigNode& node, const ValueForm& form, const Environment& environment) {
    const bool takes_lists = form.kind == ValueKind::Words || form.kind == ValueKind::Numbers;
    switch (node.kind) {
        case ConfigNode::Kind::Empty: return {};
        case ConfigNode::Kind::Scalar: return scalar(node, environment);
        case ConfigNode::Kind::List:
            if (takes_lists) return list(node, form, environment);
            break;
        case ConfigNode::Kind::Map: break;
    }
    const std::string given = node.kind == ConfigNode::Kind::List ? "a list" : "a map";
    return {.text = {},
            .written = {},
            .fault = std::string("must be ") + (takes_lists ? "a list" : "one value") + ", not " + given +
                     ": accepted is " + accepted_text(form)};
}

}  // namespace telemetryflow::config

#pragma once

// The labels of a sample, in the order of their names: attributes, where those that get the same name share it, their
// values joined by `;` in the order of their keys (compatibility specification, "Metric Attributes"). Used by one
// thread.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryflow/domain/owned_attribute.hpp"

namespace telemetryflow::prometheus {

class LabelSet {
public:
    /// `reserved` is a name that is not for attributes, whose label is then named exported_<name>; empty: none.
    explicit LabelSet(std::string_view reserved = {}) : reserved_(reserved) {}

    void add(std::string_view key, std::string_view value);
    void add(std::span<const OwnedAttribute> attributes);

    /// Between braces, but for these: name="value",...
    [[nodiscard]] std::string text() const;
    /// In characters, names and values together.
    [[nodiscard]] std::size_t characters() const;

private:
    const std::string_view reserved_;
    std::map<std::string, std::map<std::string, std::string>> values_;  // by name and key
};

/// name="value", as part of a text of labels.
void append_label(std::string& text, std::string_view name, std::string_view value);
/// `text` with what a quoted text, or with `quotes` off a description, may not have in it escaped.
void append_escaped(std::string& out, std::string_view text, bool quotes);

}  // namespace telemetryflow::prometheus

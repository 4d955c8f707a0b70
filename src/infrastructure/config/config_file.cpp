#include "infrastructure/config/config_file.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "domain/text.hpp"
#include "infrastructure/config/config_file_keys.hpp"
#include "infrastructure/config/config_file_text.hpp"
#include "infrastructure/config/config_file_values.hpp"
#include "infrastructure/config/value_printing.hpp"

namespace telemetryflow::config {
namespace {

constexpr std::size_t kMostFindings = 100;

class Reader {
public:
    Reader(const std::string& path, const Environment& environment, ConfigDraft& draft)
        : path_(path), environment_(environment), draft_(draft) {}

    ConfigFileReport read(const ConfigNode& root) {
        if (root.kind == ConfigNode::Kind::Map) {
            collect(root, "");
            apply();
        } else if (root.kind != ConfigNode::Kind::Empty) {
            fault(root.line, root.column, "the file must be a map of " + names_in(""));
        }
        return {.errors = take(errors_), .warnings = take(warnings_)};
    }

private:
    struct Finding {
        std::size_t line;
        std::size_t column;
        std::string message;
    };
    struct Value {
        KnownKey key;
        std::string path;
        const ConfigNode* node;
    };

    void fault(std::size_t line, std::size_t column, std::string message) {
        if (errors_.size() < kMostFindings) errors_.push_back({line, column, std::move(message)});
    }

    /// Names what is known of every member, and remembers the values.
    void collect(const ConfigNode& map, const std::string& section) {
        refuse_duplicates(map);
        for (const auto& member : map.members) {
            const auto path = section.empty() ? member.key : section + "." + member.key;
            const bool is_name = member.key.find('.') == std::string::npos && !member.key.empty();
            const auto known = is_name ? find_key(path) : KnownKey{};
            if (known) {
                values_.push_back({.key = known, .path = path, .node = &member.value});
            } else if (is_name && is_section(path)) {
                enter(member, path);
            } else if (errors_.size() < kMostFindings) {
                fault(member.line, member.column, unknown(path, section));
            }
        }
    }

    void enter(const ConfigNode::Member& member, const std::string& path) {
        const auto& node = member.value;
        if (node.kind == ConfigNode::Kind::Map) {
            collect(node, path);
        } else if (node.kind != ConfigNode::Kind::Empty) {
            fault(node.line, node.column, path + " must be a map of " + names_in(path));
        }
    }

    static std::string unknown(const std::string& path, const std::string& section) {
        const auto nearest = nearest_known(path);
        auto message = "unknown key " + text::printable(path) + ": ";
        if (!nearest.empty()) return message.append("did you mean ").append(nearest).append("?");
        return message + (section.empty() ? "a file" : section) + " has " + names_in(section);
    }

    void refuse_duplicates(const ConfigNode& map) {
        std::map<std::string_view, std::size_t> lines;
        for (const auto& member : map.members) {
            const auto [first, is_new] = lines.emplace(member.key, member.line);
            if (is_new) continue;
            fault(member.line, member.column,
                  "the key " + text::printable(member.key) + " is given twice, first in line " +
                      std::to_string(first->second));
        }
    }

    /// In the registry's order, in which settings that depend on others come after them.
    void apply() {
        for (const auto& row : option_rows()) {
            for (const auto& value : values_) {
                if (value.key.row != &row) continue;
                if (row.value.form.kind == ValueKind::Entries) {
                    apply_entries(value);
                } else {
                    apply_one(value);
                }
            }
        }
        for (const auto& value : values_) {
            if (value.key.file_only != nullptr) apply_one(value);
        }
    }

    void apply_one(const Value& value) {
        const auto& [key, path, node] = value;
        if (key.row != nullptr && draft_.settled.has(key.row->option)) return;
        auto given = value_of(*node, key.form(), environment_);
        if (!given.fault.empty()) return refuse(value, given.fault);
        if (given.text.empty()) return;
        if (key.form().caps && is_above_range(key.form(), given.text)) {
            given.text = print_bytes(key.form().most);
            warnings_.push_back(
                {node->line, node->column, path + " is taken as " + given.text + ", the most there is"});
        }
        come_from(*node);
        const auto outcome = outcome_of(key, given.text);
        if (outcome == ValueOutcome::Applied && key.row != nullptr) draft_.settled.add(key.row->option);
        if (outcome == ValueOutcome::Bad) {
            refuse(value, "has the bad value " + (key.secret() ? "[REDACTED]" : text::printable(given.written)) +
                              ": accepted is " + accepted_text(key.form()));
        }
        if (outcome == ValueOutcome::Unsupported) {
            warnings_.push_back({node->line, node->column, path + " is not supported here and left out"});
        }
    }

    void refuse(const Value& value, const std::string& why) {
        fault(value.node->line, value.node->column, value.path + " " + why);
        if (value.key.row != nullptr) draft_.refused.add(value.key.row->option);
    }

    ValueOutcome outcome_of(const KnownKey& key, const std::string& text) {
        if (key.row != nullptr) return apply_value(*key.row, text, draft_);
        return is_in_range(key.form(), text) ? key.file_only->apply(text, draft_) : ValueOutcome::Bad;
    }

    void apply_entries(const Value& value) {
        const auto& node = *value.node;
        if (node.kind == ConfigNode::Kind::Empty) return;
        if (node.kind != ConfigNode::Kind::Map) {
            return fault(node.line, node.column, value.path + " must be a map of names and values");
        }
        refuse_duplicates(node);
        for (const auto& member : node.members) {
            const auto& entry = member.value;
            const auto name = value.path + "[" + text::printable(member.key) + "]";
            const auto given = value_of(entry, ValueForm{}, environment_);
            if (!given.fault.empty()) {
                fault(entry.line, entry.column, name + " " + given.fault);
                continue;
            }
            if (given.text.empty()) continue;
            come_from(entry);
            add_entry(*value.key.row, member.key, given.text, draft_);
        }
    }

    [[nodiscard]] std::string place(std::size_t line, std::size_t column) const {
        return path_ + ":" + std::to_string(line) + ":" + std::to_string(column);
    }

    void come_from(const ConfigNode& node) {
        draft_.settled.set_source({.kind = ConfigOrigin::Kind::File, .where = place(node.line, node.column)});
    }

    std::vector<std::string> take(std::vector<Finding>& findings) const {
        std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
            return std::pair(a.line, a.column) < std::pair(b.line, b.column);
        });
        std::vector<std::string> messages;
        messages.reserve(findings.size());
        for (const auto& [line, column, message] : findings)
            messages.push_back(place(line, column) + ": " + message);
        return messages;
    }

    const std::string& path_;
    const Environment& environment_;
    ConfigDraft& draft_;
    std::vector<Value> values_;
    std::vector<Finding> errors_;
    std::vector<Finding> warnings_;
};

}  // namespace

ConfigFileReport apply_config_text(const std::string& path, std::string_view text, ConfigParser parser,
                                   const Environment& environment, ConfigDraft& draft) {
    const auto parsed = parser(text);
    if (parsed.fault) {
        const auto& [line, column, message] = *parsed.fault;
        return {.errors = {path + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + message},
                .warnings = {}};
    }
    return Reader(path, environment, draft).read(parsed.root);
}

ConfigFileReport apply_config_file(const std::string& path, ConfigParser parser, const Environment& environment,
                                   ConfigDraft& draft) {
    if (parser == nullptr) {
        return {.errors = {path + " is not read, because this program has no reader of configuration files: link "
                                  "telemetryflow::config_file, of find_package(TelemetryFlow COMPONENTS config_file), "
                                  "or what pkg-config telemetryflow-config-file says"},
                .warnings = {}};
    }
    const auto [text, unreadable] = read_config_file(path);
    if (!unreadable.empty()) return {.errors = {path + ": " + unreadable}, .warnings = {}};
    return apply_config_text(path, text, parser, environment, draft);
}

}  // namespace telemetryflow::config

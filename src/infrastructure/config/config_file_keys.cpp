#include "infrastructure/config/config_file_keys.hpp"

#include <algorithm>
#include <vector>

#include "infrastructure/config/nearest_key.hpp"

namespace telemetryflow::config {
namespace {

std::vector<std::string_view> all_keys() {
    std::vector<std::string_view> keys;
    for (const auto& row : option_rows()) {
        if (!row.key.empty()) keys.push_back(row.key);
    }
    for (const auto& other : file_only_keys())
        keys.push_back(other.key);
    return keys;
}

bool lies_under(std::string_view key, std::string_view section) {
    return section.empty() || (key.size() > section.size() && key.starts_with(section) && key[section.size()] == '.');
}

void add_once(std::vector<std::string_view>& names, std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

}  // namespace

KnownKey find_key(std::string_view path) {
    for (const auto& row : option_rows()) {
        if (!path.empty() && row.key == path) return {.row = &row};
    }
    for (const auto& other : file_only_keys()) {
        if (other.key == path) return {.file_only = &other};
    }
    return {};
}

bool is_section(std::string_view path) {
    const auto keys = all_keys();
    return std::any_of(keys.begin(), keys.end(), [&](auto key) { return lies_under(key, path); });
}

std::string names_in(std::string_view section) {
    std::vector<std::string_view> names;
    for (const auto key : all_keys()) {
        if (!lies_under(key, section)) continue;
        const auto rest = section.empty() ? key : key.substr(section.size() + 1);
        add_once(names, rest.substr(0, rest.find('.')));
    }
    std::string text;
    for (std::size_t at = 0; at < names.size(); ++at) {
        if (at > 0) text += at + 1 == names.size() ? " and " : ", ";
        text += names[at];
    }
    return text;
}

std::string_view nearest_known(std::string_view path) {
    auto candidates = all_keys();
    for (const auto key : all_keys()) {
        for (auto dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.', dot + 1))
            add_once(candidates, key.substr(0, dot));
    }
    return nearest_key(path, candidates);
}

}  // namespace telemetryflow::config

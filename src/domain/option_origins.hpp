#pragma once

// Which settings have their final value, and where each came from. Sources add what they set, the strongest first; what
// is there is not changed any more. Entries of maps are decided one by one. Owned by a draft; not shared between
// threads.

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "telemetryflow/domain/config_origin.hpp"

#include "domain/config_option.hpp"

namespace telemetryflow {

class OptionOrigins {
public:
    /// What is added from now on comes from there; at first from code.
    void set_source(ConfigOrigin source) { source_ = std::move(source); }

    void add(ConfigOption option) { origins_.insert_or_assign(option, source_); }
    void add(std::initializer_list<ConfigOption> options) {
        for (const auto option : options)
            add(option);
    }
    void add_entry(ConfigOption option, std::string_view key) {
        entries_.insert_or_assign(std::pair(option, std::string(key)), source_);
    }

    [[nodiscard]] bool has(ConfigOption option) const { return origins_.contains(option); }
    [[nodiscard]] bool has_entry(ConfigOption option, std::string_view key) const {
        return entries_.contains(std::pair(option, std::string(key)));
    }
    [[nodiscard]] bool empty() const noexcept { return origins_.empty(); }

    [[nodiscard]] ConfigOrigin of(ConfigOption option) const {
        const auto found = origins_.find(option);
        return found == origins_.end() ? ConfigOrigin{} : found->second;
    }
    /// An entry that nobody added is one that a call put into the map.
    [[nodiscard]] ConfigOrigin of_entry(ConfigOption option, std::string_view key) const {
        const auto found = entries_.find(std::pair(option, std::string(key)));
        return found == entries_.end() ? ConfigOrigin{.kind = ConfigOrigin::Kind::Code, .where = {}} : found->second;
    }

private:
    ConfigOrigin source_{.kind = ConfigOrigin::Kind::Code, .where = {}};
    std::map<ConfigOption, ConfigOrigin> origins_;
    std::map<std::pair<ConfigOption, std::string>, ConfigOrigin> entries_;
};

}  // namespace telemetryflow

#include "telemetryflow/banner.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "telemetryflow/version_info.hpp"

namespace telemetryflow {
namespace {

std::string title(const BannerConfig& config) {
    return config.product_name + " v" + config.version;
}

std::vector<std::string> build_facts(const BannerConfig& config) {
    std::vector<std::string> facts;
    if (config.show_compiler) facts.emplace_back(compiler_version());
    if (config.show_platform) facts.emplace_back(platform_info());
    return facts;
}

}  // namespace

std::string generate_banner(const BannerConfig& config) {
    std::vector<std::string> lines{title(config)};
    for (auto& fact : build_facts(config))
        lines.push_back(std::move(fact));
    if (!config.vendor.empty()) lines.push_back(config.vendor);
    if (!config.website.empty()) lines.push_back(config.website);
    std::size_t width = 0;
    for (const auto& line : lines)
        width = std::max(width, line.size());
    const std::string edge = "+" + std::string(width + 2, '-') + "+\n";
    std::string banner = edge;
    for (const auto& line : lines)
        banner += "| " + line + std::string(width - line.size(), ' ') + " |\n";
    return banner + edge;
}

std::string generate_compact_banner(const BannerConfig& config) {
    std::string banner = title(config);
    for (const auto& fact : build_facts(config))
        banner += " | " + fact;
    return banner;
}

std::string generate_minimal_banner(const BannerConfig& config) {
    return title(config) + " | " + config.website;
}

}  // namespace telemetryflow

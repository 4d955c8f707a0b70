#include "durability/about.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace telemetryflow::durability {
namespace {

constexpr std::string_view kFirstLine = "telemetryflow state 2\n";
constexpr std::string_view kLastLine = "end\n";

using Field = std::pair<std::string_view, std::string About::*>;
constexpr std::array<Field, 4> kFields{{{"resource", &About::resource},
                                        {"scopes", &About::scopes},
                                        {"instance", &About::instance_id},
                                        {"boot", &About::boot_id}}};

bool take(std::string_view& text, std::string_view expected) {
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(expected.size());
    return true;
}

}  // namespace

std::string About::to_text() const {
    std::string text(kFirstLine);
    for (const auto& [name, field] : kFields)
        text.append(name)
            .append(" ")
            .append(std::to_string((this->*field).size()))
            .append("\n")
            .append(this->*field)
            .append("\n");
    return text.append(kLastLine);
}

std::optional<About> About::from_text(std::string_view text) {
    About about;
    if (!take(text, kFirstLine)) return std::nullopt;
    for (const auto& [name, field] : kFields) {
        std::size_t size = 0;
        if (!take(text, name) || !take(text, " ")) return std::nullopt;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
        if (error != std::errc{}) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (!take(text, "\n") || text.size() < size) return std::nullopt;
        (about.*field).assign(text.substr(0, size));
        text.remove_prefix(size);
        if (!take(text, "\n")) return std::nullopt;
    }
    if (text != kLastLine) return std::nullopt;
    return about;
}

}  // namespace telemetryflow::durability

#include "infrastructure/prometheus/metric_names.hpp"

#include "domain/text.hpp"

namespace telemetryflow::prometheus {
namespace {

std::string sanitized(std::string_view name, bool with_colons) {
    std::string clean;
    clean.reserve(name.size() + 1);
    if (name.empty() || text::is_digit(name.front())) clean += '_';
    for (const char c : name) {
        const bool is_allowed = text::is_alphanumeric(c) || (with_colons && c == ':');
        if (is_allowed) {
            clean += c;
        } else if (!clean.ends_with('_')) {
            clean += '_';
        }
    }
    return clean;
}

}  // namespace

std::string metric_name(std::string_view name) {
    return sanitized(name, true);
}

std::string label_name(std::string_view key) {
    return sanitized(key, false);
}

std::string name_part(std::string_view text) {
    // A letter before it keeps a digit from getting a `_`, which would look like one of the text's own.
    std::string clean = sanitized("x" + std::string(text), false).substr(1);
    if (clean.ends_with('_')) clean.pop_back();
    if (clean.starts_with('_')) clean.erase(0, 1);
    return clean;
}

std::string family_name(std::string_view name, std::string_view unit_words, bool is_counter) {
    std::string family = metric_name(name);
    if (is_counter && family.size() > kTotal.size() && family.ends_with(kTotal))
        family.resize(family.size() - kTotal.size());
    if (unit_words.empty()) return family;
    const std::string suffix = "_" + std::string(unit_words);
    if (family == unit_words || family.ends_with(suffix)) return family;
    if (family.ends_with('_')) family.pop_back();
    return family + suffix;
}

}  // namespace telemetryflow::prometheus

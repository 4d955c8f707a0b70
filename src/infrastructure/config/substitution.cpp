#include "infrastructure/config/substitution.hpp"

#include <algorithm>
#include <cstddef>

#include "domain/text.hpp"

namespace telemetryflow::config {
namespace {

constexpr std::size_t kLongest = 64U << 10U;

bool is_variable_name(std::string_view name) noexcept {
    return !name.empty() && !text::is_digit(name.front()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return text::is_alphanumeric(c) || c == '_'; });
}

/// Appends what the text between ${ and } stands for, or returns a fault.
std::string append_reference(std::string_view reference, const Environment& environment, std::string& result) {
    const auto colon = reference.find(':');
    const auto name = reference.substr(0, colon);
    if (!is_variable_name(name)) return "has a ${...} that names no variable: write ${NAME} or ${NAME:default}";
    const auto value = environment(std::string(name));
    if (value && !value->empty()) {
        result += *value;
        return {};
    }
    if (colon == std::string_view::npos) {
        return "needs the variable " + text::printable(name) + ", which is not set: set it, or write ${NAME:default}";
    }
    const auto replacement = reference.substr(colon + 1);
    if (replacement.starts_with('-')) {
        return "has a shell's default for the variable " + text::printable(name) +
               ": write ${NAME:default}, without the dash";
    }
    result += replacement;
    return {};
}

}  // namespace

Substitution substitute(std::string_view text, const Environment& environment) {
    Substitution result;
    while (!text.empty()) {
        const auto at = std::min(text.find("${"), text.size());
        const bool escaped = at > 0 && at < text.size() && text[at - 1] == '$';
        result.text += text.substr(0, escaped ? at - 1 : at);
        text.remove_prefix(at);
        if (escaped) result.text += text.substr(0, 2);
        if (escaped) text.remove_prefix(2);
        if (!escaped && !text.empty()) {
            const auto end = text.find('}');
            result.fault = end == std::string_view::npos
                               ? "has a ${ without its }"
                               : append_reference(text.substr(2, end - 2), environment, result.text);
            if (!result.fault.empty()) return result;
            text.remove_prefix(end + 1);
        }
        if (result.text.size() > kLongest) {
            result.fault = "is longer than 64 KiB with its variables";
            return result;
        }
    }
    return result;
}

}  // namespace telemetryflow::config

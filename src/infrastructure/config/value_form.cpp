#include "infrastructure/config/value_form.hpp"

#include <optional>

#include "domain/text.hpp"
#include "infrastructure/config/value_parsing.hpp"
#include "infrastructure/config/value_printing.hpp"

namespace telemetryflow::config {
namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

std::string accepted_duration(const ValueForm& form) {
    if (form.step > 1) {
        return "whole seconds of " + print_duration(std::chrono::milliseconds(form.least)) + " or more, such as 10s";
    }
    return "a duration of " + (form.least == 0 ? "0" : print_duration(std::chrono::milliseconds(form.least))) +
           " or more such as 500ms, 10s or 1m; a bare number counts " +
           (form.unit == std::chrono::seconds(1) ? "seconds" : "milliseconds");
}

std::string accepted_bytes(const ValueForm& form) {
    std::string text = "bytes, or a number with KiB, MiB or GiB (K, M, G)";
    if (form.least > 0) text += ", from " + print_bytes(form.least);
    if (form.most < kUnlimited) text += " to " + print_bytes(form.most);
    return text;
}

std::string one_of(std::span<const std::string_view> words, std::string_view last) {
    std::string text;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (at > 0) text += at + 1 == words.size() ? last : ", ";
        text += words[at];
    }
    return text;
}

std::optional<std::uint64_t> number_in(const ValueForm& form, std::string_view text) {
    if (form.kind == ValueKind::Count) return parse_integer<std::uint64_t>(text);
    if (form.kind == ValueKind::Bytes) return parse_bytes(text);
    if (form.kind != ValueKind::Duration) return std::nullopt;
    const auto duration = parse_duration(text, form.unit);
    return duration ? std::optional(static_cast<std::uint64_t>(duration->count())) : std::nullopt;
}

}  // namespace

std::string accepted_text(const ValueForm& form) {
    switch (form.kind) {
        case ValueKind::Text: return std::string(form.noun);
        case ValueKind::Boolean: {
            const std::string accepted = "true, 1, yes, on, false, 0, no or off";
            return form.words.empty() ? accepted : accepted + ", " + one_of(form.words, " or ");
        }
        case ValueKind::Count:
            return "a whole number from " + std::to_string(form.least) + " to " + std::to_string(form.most);
        case ValueKind::Ratio: return "a number from 0 to 1";
        case ValueKind::Duration: return accepted_duration(form);
        case ValueKind::Bytes: return accepted_bytes(form);
        case ValueKind::Word: return one_of(form.words, " or ");
        case ValueKind::Words: return one_of(form.words, " and ") + " separated by commas, or none";
        case ValueKind::Numbers: return "increasing numbers separated by commas";
        case ValueKind::Entries: return "key=value pairs separated by commas, percent-encoded";
    }
    return {};
}

bool is_in_range(const ValueForm& form, std::string_view text) {
    const auto number = number_in(form, text::trim(text));
    return !number || (*number >= form.least && *number <= form.most && *number % form.step == 0);
}

bool is_above_range(const ValueForm& form, std::string_view text) {
    return number_in(form, text::trim(text)).value_or(0) > form.most;
}

}  // namespace telemetryflow::config

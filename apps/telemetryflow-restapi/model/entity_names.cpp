#include "model/entity_names.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "generator/usage_error.hpp"

namespace telemetryflow::restapi {

namespace {

using generator::UsageError;

// PostgreSQL cuts names off at 63, and some get an ending.
constexpr std::size_t kLongestName = 48;

constexpr std::array<std::string_view, 23> kTypesOfAService{
    "ApiKeys",         "BadRequest",    "Connection", "Cors",     "Database",     "Decimal",     "FieldError",
    "FieldErrors",     "Hooks",         "JsonReader", "Page",     "RateLimit",    "Resource",    "Row",
    "Rules",           "RunningServer", "Service",    "Settings", "TestDatabase", "TestService", "TestTelemetry",
    "ValidationError", "Value"};
constexpr std::array<std::string_view, 2> kTablesOfAService{"health", "schema_migrations"};

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [word](std::string_view one) { return word.ends_with(one); });
}

/// The types that are written for an entity; the templates say what they are.
std::vector<std::string> types_of(const std::string& name) {
    std::vector<std::string> types{name, "Sql" + name + "Repository"};
    for (const char* before : {"Create", "Update", "Delete", "Get", "List"})
        types.push_back(before + name);
    for (const char* after : {"Repository", "CommandHandler", "QueryHandler", "List"})
        types.push_back(name + after);
    return types;
}

bool share_any(const std::vector<std::string>& some, const std::vector<std::string>& others) {
    return std::find_first_of(some.begin(), some.end(), others.begin(), others.end()) != some.end();
}

}  // namespace

bool is_snake_case(std::string_view name) {
    return !name.empty() && name.size() <= kLongestName && is_lower(name.front()) && name.back() != '_' &&
           name.find("__") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

std::string snake_case_of(std::string_view pascal) {
    std::string snake;
    for (std::size_t i = 0; i < pascal.size(); ++i) {
        const bool next_is_lower = i + 1 < pascal.size() && is_lower(pascal[i + 1]);
        if (i > 0 && is_upper(pascal[i]) && (!is_upper(pascal[i - 1]) || next_is_lower)) snake += '_';
        snake += static_cast<char>(std::tolower(static_cast<unsigned char>(pascal[i])));
    }
    return snake;
}

std::string plural_of(std::string_view word) {
    const std::string text(word);
    const bool vowel_before =
        text.size() > 1 && std::string_view("aeiou").find(text[text.size() - 2]) != std::string_view::npos;
    if (text.ends_with('y') && !vowel_before) return text.substr(0, text.size() - 1) + "ies";
    return text + (ends_with_any(text, {"s", "x", "z", "ch", "sh"}) ? "es" : "s");
}

void check_entity_name(std::string_view name) {
    const bool formed =
        !name.empty() && name.size() <= kLongestName && is_upper(name.front()) &&
        std::all_of(name.begin(), name.end(), [](char c) { return is_upper(c) || is_lower(c) || is_digit(c); });
    // Capitals alone are what macros are called.
    if (formed && std::any_of(name.begin(), name.end(), is_lower)) return;
    throw UsageError("NAME: '" + std::string(name) +
                     "' is no name of an entity; it takes a capital letter, then letters and digits, not all of them "
                     "capitals, such as OrderItem");
}

void check_no_clash(const Entity& entity, const Project& project) {
    const std::string start = "NAME: '" + entity.name + "' ";
    const std::vector<std::string> types = types_of(entity.name);
    if (share_any(types, {kTypesOfAService.begin(), kTypesOfAService.end()})) {
        throw UsageError(start + "is the name of a type that every service has; take another name");
    }
    const bool taken =
        std::find(kTablesOfAService.begin(), kTablesOfAService.end(), entity.collection) != kTablesOfAService.end();
    if (taken || entity.collection.starts_with("sqlite_")) {
        throw UsageError("the table '" + entity.collection + "' is taken; name another one with --plural");
    }
    for (const Entity& other : project.entities) {
        if (other.name == entity.name) continue;
        if (snake_case_of(other.name) == snake_case_of(entity.name) || share_any(types, types_of(other.name))) {
            throw UsageError(start + "would have the same files or types as " + other.name + "; take another name");
        }
        if (other.collection == entity.collection) {
            throw UsageError("the table '" + entity.collection + "' is that of " + other.name +
                             "; name another one with --plural");
        }
    }
}

}  // namespace telemetryflow::restapi

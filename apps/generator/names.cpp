#include "generator/names.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "generator/usage_error.hpp"

namespace telemetryflow::generator {

namespace {

constexpr std::size_t kLongestName = 64;

// [lex.key] and [lex.digraph] of C++20.
constexpr std::array<std::string_view, 92> kReserved{
    "alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
    "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
    "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
    "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
    "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
    "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
    "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
    "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
    "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
    "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
    "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
    "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
    "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
    "xor_eq"};

// Targets that CMake's generators make themselves, and folders within a build, where a program's file would be.
constexpr std::array<std::string_view, 14> kTaken{"all",     "clean",     "cmakefiles",     "depend",
                                                  "help",    "install",   "edit_cache",     "list_install_components",
                                                  "package", "telemetry", "package_source", "rebuild_cache",
                                                  "test",    "testing"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool has_form_of_name(std::string_view name) {
    return !name.empty() && name.size() <= kLongestName && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; });
}

}  // namespace

bool is_cpp_reserved(std::string_view name) {
    return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

bool is_cpp_identifier(std::string_view name) {
    if (name.empty() || is_digit(name.front()) || is_cpp_reserved(name)) return false;
    if (name.front() == '_' || name.find("__") != std::string_view::npos) return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

void check_project_name(std::string_view what, std::string_view name) {
    const std::string start = std::string(what) + ": '" + std::string(name) + "' ";
    if (!has_form_of_name(name)) {
        throw UsageError(start + "is no name; it takes a letter, then letters, digits, '-' and '_', at most 64");
    }
    const std::string identifier = identifier_of(name);
    if (is_cpp_reserved(identifier)) throw UsageError(start + "is a word of C++; take another name");
    if (!is_cpp_identifier(identifier)) throw UsageError(start + "would be no identifier in C++; take another name");
    if (std::find(kTaken.begin(), kTaken.end(), identifier) != kTaken.end()) {
        throw UsageError(start + "is the name of something that every build has; take another name");
    }
}

void check_text(std::string_view what, std::string_view text) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    if (std::any_of(text.begin(), text.end(), is_control)) {
        throw UsageError(std::string(what) + ": control characters and line ends have no place in it");
    }
    if (text.find_first_not_of(' ') == std::string_view::npos) {
        throw UsageError(std::string(what) + ": it must not be empty");
    }
}

std::string identifier_of(std::string_view project) {
    std::string identifier(project);
    std::transform(identifier.begin(), identifier.end(), identifier.begin(), [](char c) {
        return c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    return identifier;
}

std::string project_name_from(std::string_view folder) {
    std::string name;
    for (const char c : folder) {
        if (is_letter(c) || (is_digit(c) && !name.empty())) {
            name += c;
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    name.resize(std::min(name.size(), kLongestName));
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    return name.empty() ? "app" : name;
}

}  // namespace telemetryflow::generator

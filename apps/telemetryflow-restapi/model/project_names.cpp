#include "model/project_names.hpp"

#include <algorithm>
#include <array>

#include "generator/names.hpp"
#include "generator/usage_error.hpp"
#include "model/entity_names.hpp"

namespace telemetryflow::restapi {

using generator::UsageError;

void check_module_name(std::string_view what, const std::string& name) {
    // What the code of every service names within its own namespace.
    constexpr std::array<std::string_view, 6> kTaken{"std", "httplib", "nlohmann", "telemetryflow", "pqxx", "main"};
    const std::string start = std::string(what) + ": '" + name + "' ";
    if (!is_snake_case(name)) {
        throw UsageError(start + "is no name; it takes a lower-case letter, then such letters, digits and '_'");
    }
    if (generator::is_cpp_reserved(name)) throw UsageError(start + "is a word of C++");
    if (std::find(kTaken.begin(), kTaken.end(), name) != kTaken.end()) throw UsageError(start + "is taken");
}

void check_database_word(std::string_view what, const std::string& word) {
    constexpr std::string_view kHarmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:-";
    if (word.empty() || word.front() == '-' || word.find_first_not_of(kHarmless) != std::string::npos) {
        throw UsageError(std::string(what) + ": '" + word +
                         "' is no name; it takes letters, digits, '_', '.', ':' and '-'");
    }
}

}  // namespace telemetryflow::restapi

#include "telemetryflow/integration/describe_redis.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "telemetryflow/integration/describe_sql.hpp"

namespace telemetryflow::integration {
namespace {

constexpr std::size_t kLongestName = 32;

bool is_upper(char c) noexcept {
    return c >= 'A' && c <= 'Z';
}
char upper(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Reads "<prefix><number>\r\n" off the front; nothing when it is not there.
std::optional<std::size_t> take_count(std::string_view& rest, char prefix) noexcept {
    const std::size_t end = rest.find("\r\n");
    if (end == std::string_view::npos || rest.front() != prefix) return std::nullopt;
    std::size_t count = 0;
    const auto parsed = std::from_chars(rest.data() + 1, rest.data() + end, count);
    if (parsed.ec != std::errc() || parsed.ptr != rest.data() + end) return std::nullopt;
    rest.remove_prefix(end + 2);
    return count;
}

std::optional<std::string_view> take_argument(std::string_view& rest) noexcept {
    const auto size = take_count(rest, '$');
    if (!size || *size > rest.size() || rest.size() - *size < 2) return std::nullopt;
    const std::string_view argument = rest.substr(0, *size);
    rest.remove_prefix(*size + 2);
    return argument;
}

bool can_be_name(std::string_view name) noexcept {
    const auto belongs = [](char c) { return is_upper(upper(c)) || is_digit(c) || c == '.' || c == '-' || c == '_'; };
    return !name.empty() && name.size() <= kLongestName && is_upper(upper(name.front())) &&
           std::ranges::all_of(name, belongs);
}

}  // namespace

std::string_view redis_argument(std::string_view command, std::size_t number) noexcept {
    if (!take_count(command, '*')) return {};
    auto argument = take_argument(command);
    for (; argument && number > 0; --number)
        argument = take_argument(command);
    return argument.value_or(std::string_view());
}

DatabaseStatement describe_redis(std::string_view command) {
    DatabaseStatement statement;
    if (!take_count(command, '*')) return statement;
    auto argument = take_argument(command);
    if (!argument) return statement;
    if (can_be_name(*argument)) {
        statement.operation.resize(argument->size());
        std::ranges::transform(*argument, statement.operation.begin(), upper);
    }
    statement.text = statement.operation.empty() ? "?" : statement.operation;
    for (argument = take_argument(command); argument && statement.text.size() + 2 <= kMaxQueryText;
         argument = take_argument(command))
        statement.text += " ?";
    return statement;
}

std::string_view redis_error_code(std::string_view reply) noexcept {
    const std::string_view word = reply.substr(0, reply.find(' '));
    const bool is_code = !word.empty() && word.size() <= kLongestName &&
                         std::ranges::all_of(word, [](char c) { return is_upper(c) || c == '_'; });
    return is_code ? word : std::string_view("ERR");
}

}  // namespace telemetryflow::integration

#include "interface/owned_attributes.hpp"

#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "hot/field_reader.hpp"
#include "hot/recorded_values.hpp"

namespace telemetryflow {
namespace {

OwnedAttributeValue owned(RecordedValue value) {
    return std::visit(
        [](auto& given) -> OwnedAttributeValue {
            using Given = std::remove_cvref_t<decltype(given)>;
            if constexpr (std::is_same_v<Given, std::string_view>) {
                return std::string(given);
            } else if constexpr (std::is_same_v<Given, std::span<const std::byte>>) {
                return std::vector<std::byte>(given.begin(), given.end());
            } else if constexpr (std::is_same_v<Given, std::vector<std::string_view>>) {
                return std::vector<std::string>(given.begin(), given.end());
            } else {
                return std::move(given);
            }
        },
        value);
}

}  // namespace

OwnedAttribute owned_attribute(std::string_view key_value) {
    RecordedAttribute recorded = hot::recorded_attribute(key_value);
    return {std::string(recorded.key), owned(std::move(recorded.value))};
}

std::vector<OwnedAttribute> owned_attributes(std::string_view fields) {
    std::vector<OwnedAttribute> all;
    for (hot::FieldReader reader(fields); reader.has_more();)
        all.push_back(owned_attribute(reader.next().bytes));
    return all;
}

}  // namespace telemetryflow

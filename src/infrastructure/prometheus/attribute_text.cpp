#include "infrastructure/prometheus/attribute_text.hpp"

#include <cmath>
#include <span>
#include <type_traits>
#include <utility>

#include "domain/json_writer.hpp"
#include "infrastructure/otlp/json_values.hpp"

namespace telemetryflow::prometheus {
namespace {

// Those that JSON has no number for.
const char* word_for(double number) {
    if (std::isnan(number)) return "NaN";
    return number > 0 ? "Infinity" : "-Infinity";
}

void write(JsonWriter& json, double element) {
    infrastructure::write_double(json, element);
}

template <class Element>
void write(JsonWriter& json, const Element& element) {
    json.value(element);
}

}  // namespace

std::string attribute_text(const OwnedAttributeValue& value) {
    return std::visit(
        [](const auto& given) -> std::string {
            using Given = std::remove_cvref_t<decltype(given)>;
            JsonWriter json;
            if constexpr (std::is_same_v<Given, std::string>) {
                return given;
            } else if constexpr (std::is_same_v<Given, std::vector<std::byte>>) {
                return infrastructure::to_base64(given);
            } else if constexpr (std::is_same_v<Given, double>) {
                if (!std::isfinite(given)) return word_for(given);
                json.value(given);
            } else if constexpr (std::is_same_v<Given, bool> || std::is_same_v<Given, std::int64_t>) {
                json.value(given);
            } else {
                json.begin_array();
                for (const typename Given::value_type& element : given)
                    write(json, element);
                json.end_array();
            }
            return std::move(json).take();
        },
        value);
}

}  // namespace telemetryflow::prometheus

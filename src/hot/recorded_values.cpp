#include "hot/recorded_values.hpp"

#include <bit>
#include <cstdint>
#include <utility>

#include "hot/field_reader.hpp"

namespace telemetryflow::hot {
namespace {

// Field numbers of KeyValue, AnyValue and ArrayValue (common.proto).
constexpr std::uint32_t kKey = 1;
constexpr std::uint32_t kString = 1;
constexpr std::uint32_t kBool = 2;
constexpr std::uint32_t kInt = 3;
constexpr std::uint32_t kDouble = 4;
constexpr std::uint32_t kArray = 5;

using Field = FieldReader::Field;

template <class Element, class Convert>
std::vector<Element> elements(std::string_view array, Convert&& convert) {
    std::vector<Element> all;
    for (FieldReader values(array); values.has_more();)
        all.push_back(convert(FieldReader(values.next().bytes).next()));
    return all;
}

RecordedValue array_value(std::string_view array) {
    // An array has elements of one type, and an empty one shows none.
    if (array.empty()) return std::vector<std::string_view>();
    switch (FieldReader(FieldReader(array).next().bytes).next().number) {
        case kBool: return elements<bool>(array, [](const Field& field) { return field.value != 0; });
        case kInt:
            return elements<std::int64_t>(array,
                                          [](const Field& field) { return std::bit_cast<std::int64_t>(field.value); });
        case kDouble:
            return elements<double>(array, [](const Field& field) { return std::bit_cast<double>(field.value); });
        default: return elements<std::string_view>(array, [](const Field& field) { return field.bytes; });
    }
}

RecordedValue value_of(const Field& field) {
    switch (field.number) {
        case kString: return field.bytes;
        case kBool: return field.value != 0;
        case kInt: return std::bit_cast<std::int64_t>(field.value);
        case kDouble: return std::bit_cast<double>(field.value);
        case kArray: return array_value(field.bytes);
        default: return std::as_bytes(std::span(field.bytes));
    }
}

}  // namespace

RecordedAttribute recorded_attribute(std::string_view key_value) {
    RecordedAttribute attribute;
    for (FieldReader fields(key_value); fields.has_more();) {
        const Field field = fields.next();
        if (field.number == kKey) {
            attribute.key = field.bytes;
        } else {
            attribute.value = value_of(FieldReader(field.bytes).next());
        }
    }
    return attribute;
}

}  // namespace telemetryflow::hot

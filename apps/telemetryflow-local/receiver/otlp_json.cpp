#include "receiver/otlp_json.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include <google/protobuf/descriptor.h>
#include <nlohmann/json.hpp>

#include "store/encoding.hpp"

namespace telemetryflow::local {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using nlohmann::json;

// The nesting that protobuf's own decoder allows.
constexpr int kMaxDepth = 100;

[[noreturn]] void fail(const std::string& path, const std::string& expected) {
    throw OtlpJsonError(path + ": expected " + expected);
}

template <typename Integer>
Integer integer_from(const json& value, const std::string& path) {
    const std::string expected = std::is_signed_v<Integer> ? "an integer" : "an unsigned integer";
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        Integer number{};
        const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || stop != text.data() + text.size()) fail(path, expected);
        return number;
    }
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        if (!std::in_range<Integer>(number)) fail(path, expected + " in range");
        return static_cast<Integer>(number);
    }
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        if (!std::in_range<Integer>(number)) fail(path, expected + " in range");
        return static_cast<Integer>(number);
    }
    if (value.is_number_float()) {
        // 1e3 and 2.0 are integers in JSON; above 2^53 such a form no longer says which one.
        const double number = value.get<double>();
        if (std::trunc(number) == number && std::abs(number) <= 9007199254740992.0 &&
            std::in_range<Integer>(static_cast<std::int64_t>(number))) {
            return static_cast<Integer>(number);
        }
    }
    fail(path, expected);
}

double double_from(const json& value, const std::string& path) {
    if (value.is_number()) return value.get<double>();
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
        if (text == "Infinity") return std::numeric_limits<double>::infinity();
        if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
        double number = 0;
        const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && stop == text.data() + text.size() && std::isfinite(number)) return number;
    }
    fail(path, "a number");
}

bool bool_from(const json& value, const std::string& path) {
    if (!value.is_boolean()) fail(path, "true or false");
    return value.get<bool>();
}

const std::string& text_from(const json& value, const std::string& path) {
    if (!value.is_string()) fail(path, "a string");
    return value.get_ref<const std::string&>();
}

bool is_id(const FieldDescriptor& field) {
    return field.name() == "trace_id" || field.name() == "span_id" || field.name() == "parent_span_id";
}

std::string bytes_from(const json& value, const FieldDescriptor& field, const std::string& path) {
    const auto& text = text_from(value, path);
    auto bytes = is_id(field) ? from_hex(text) : from_base64(text);
    if (!bytes) fail(path, is_id(field) ? "hexadecimal digits" : "base64");
    return std::move(*bytes);
}

void fill(Message& message, const json& object, const std::string& path, int depth);

// Sets a single field or adds to a repeated one, which protobuf's reflection keeps apart at every type.
void put(Message& message, const FieldDescriptor& field, const json& value, const std::string& path, int depth) {
    const auto& reflection = *message.GetReflection();
    const bool repeated = field.is_repeated();
    const auto store = [&](auto set, auto add, auto&& decoded) {
        if (repeated) {
            (reflection.*add)(&message, &field, std::forward<decltype(decoded)>(decoded));
        } else {
            (reflection.*set)(&message, &field, std::forward<decltype(decoded)>(decoded));
        }
    };
    using R = google::protobuf::Reflection;
    switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_INT32:
            return store(&R::SetInt32, &R::AddInt32, integer_from<std::int32_t>(value, path));
        case FieldDescriptor::CPPTYPE_INT64:
            return store(&R::SetInt64, &R::AddInt64, integer_from<std::int64_t>(value, path));
        case FieldDescriptor::CPPTYPE_UINT32:
            return store(&R::SetUInt32, &R::AddUInt32, integer_from<std::uint32_t>(value, path));
        case FieldDescriptor::CPPTYPE_UINT64:
            return store(&R::SetUInt64, &R::AddUInt64, integer_from<std::uint64_t>(value, path));
        case FieldDescriptor::CPPTYPE_DOUBLE: return store(&R::SetDouble, &R::AddDouble, double_from(value, path));
        case FieldDescriptor::CPPTYPE_FLOAT:
            return store(&R::SetFloat, &R::AddFloat, static_cast<float>(double_from(value, path)));
        case FieldDescriptor::CPPTYPE_BOOL: return store(&R::SetBool, &R::AddBool, bool_from(value, path));
        case FieldDescriptor::CPPTYPE_ENUM:
            if (!value.is_number_integer()) fail(path, "the integer of an enumeration");
            return store(&R::SetEnumValue, &R::AddEnumValue, integer_from<std::int32_t>(value, path));
        case FieldDescriptor::CPPTYPE_STRING:
            return store(
                &R::SetString, &R::AddString,
                field.type() == FieldDescriptor::TYPE_BYTES ? bytes_from(value, field, path) : text_from(value, path));
        case FieldDescriptor::CPPTYPE_MESSAGE:
            return fill(
                repeated ? *reflection.AddMessage(&message, &field) : *reflection.MutableMessage(&message, &field),
                value, path, depth + 1);
    }
}

void fill(Message& message, const json& object, const std::string& path, int depth) {
    if (depth > kMaxDepth) fail(path, "at most " + std::to_string(kMaxDepth) + " levels");
    if (!object.is_object()) fail(path, "an object");
    const auto& descriptor = *message.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
        const auto& field = *descriptor.field(i);
        const auto found = object.find(field.json_name());
        if (found == object.end() || found->is_null()) continue;
        const auto field_path = path + "." + field.json_name();
        if (field.is_repeated()) {
            if (!found->is_array()) fail(field_path, "an array");
            std::size_t index = 0;
            for (const auto& item : *found) {
                put(message, field, item, field_path + "[" + std::to_string(index++) + "]", depth);
            }
            continue;
        }
        const auto* choice = field.real_containing_oneof();
        if (choice != nullptr && message.GetReflection()->HasOneof(message, choice)) {
            fail(path, "one of the values of " + choice->name() + ", not several");
        }
        put(message, field, *found, field_path, depth);
    }
}

}  // namespace

void parse_otlp_json(std::string_view text, Message& message) {
    json document;
    try {
        document = json::parse(text);
    } catch (const json::parse_error& error) {
        throw OtlpJsonError("not a JSON document (at byte " + std::to_string(error.byte) + ")");
    }
    fill(message, document, "request", 0);
}

}  // namespace telemetryflow::local

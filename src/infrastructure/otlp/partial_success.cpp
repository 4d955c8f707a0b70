#include "infrastructure/otlp/partial_success.hpp"

#include <charconv>

#include "infrastructure/otlp/json_reader.hpp"
#include "infrastructure/otlp/protobuf_reader.hpp"

namespace telemetryflow::infrastructure {

namespace {

bool is_rejected_key(std::string_view key) {
    return key == "rejectedSpans" || key == "rejectedDataPoints" || key == "rejectedLogRecords" ||
           key == "rejected_spans" || key == "rejected_data_points" || key == "rejected_log_records";
}

/// 64-bit integers are strings in OTLP/JSON, but numbers have to be read as well.
std::int64_t parse_int64(std::string_view text) {
    std::int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc{} ? value : 0;
}

}  // namespace

std::optional<PartialSuccess> parse_partial_success_protobuf(std::string_view body) {
    PartialSuccess result;
    ProtobufReader reader(std::as_bytes(std::span(body)));
    for (ProtobufField field; reader.next(field);) {
        if (field.number != 1 || field.type != WireType::Length) continue;
        ProtobufReader inner(field.bytes);
        for (ProtobufField member; inner.next(member);) {
            if (member.number == 1 && member.type == WireType::Varint) {
                result.rejected = static_cast<std::int64_t>(member.value);
            } else if (member.number == 2 && member.type == WireType::Length) {
                result.message = member.text();
            }
        }
        if (inner.failed()) return std::nullopt;
    }
    if (reader.failed()) return std::nullopt;
    return result;
}

std::optional<PartialSuccess> parse_partial_success_json(std::string_view body) {
    PartialSuccess result;
    JsonReader reader(body);
    const bool valid = reader.read_object([&](std::string_view key, JsonReader& value) {
        if ((key != "partialSuccess" && key != "partial_success") || !value.at_object()) return value.skip();
        return value.read_object([&](std::string_view member, JsonReader& content) {
            std::string text;
            if (!content.read_scalar(text)) return content.skip();
            if (is_rejected_key(member)) result.rejected = parse_int64(text);
            if (member == "errorMessage" || member == "error_message") result.message = text;
            return true;
        });
    });
    if (!valid || !reader.at_end()) return std::nullopt;
    return result;
}

}  // namespace telemetryflow::infrastructure

#include "telemetryflow/otlp_json.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "infrastructure/otlp/json_values.hpp"
#include "infrastructure/otlp/otlp_json_schema.hpp"
#include "infrastructure/otlp/protobuf_reader.hpp"

namespace telemetryflow {

namespace infrastructure {

namespace {

constexpr int kMaxDepth = 100;  // protobuf's own default

class Transcoder {
public:
    std::string run(std::span<const std::byte> bytes, const JsonMessage& schema) {
        message(bytes, schema, 0);
        return std::move(writer_).take();
    }

private:
    using Fields = std::vector<ProtobufField>;

    static WireType wire_type(JsonKind kind) {
        switch (kind) {
            case JsonKind::Bool:
            case JsonKind::Signed:
            case JsonKind::Unsigned:
            case JsonKind::Number:
            case JsonKind::ZigZag: return WireType::Varint;
            case JsonKind::Fixed32: return WireType::Fixed32;
            case JsonKind::Fixed64:
            case JsonKind::SFixed64:
            case JsonKind::Double: return WireType::Fixed64;
            case JsonKind::Text:
            case JsonKind::Base64:
            case JsonKind::Hex:
            case JsonKind::Message: break;
        }
        return WireType::Length;
    }

    static const JsonField* find(const JsonMessage& schema, std::uint32_t number) {
        const auto found = std::find_if(schema.fields.begin(), schema.fields.end(),
                                        [number](const JsonField& spec) { return spec.number == number; });
        return found == schema.fields.end() ? nullptr : &*found;
    }

    /// Reads the known fields in wire order. Of a oneof only the last member stays.
    static Fields read(std::span<const std::byte> bytes, const JsonMessage& schema) {
        Fields fields;
        ProtobufReader reader(bytes);
        for (ProtobufField field; reader.next(field);) {
            const auto* spec = find(schema, field.number);
            if (spec == nullptr) continue;
            const auto expected = wire_type(spec->kind);
            const bool packed = spec->presence == JsonPresence::Repeated && expected != WireType::Length &&
                                field.type == WireType::Length;
            if (field.type != expected && !packed) continue;
            fields.push_back(field);
        }
        if (reader.failed()) throw std::invalid_argument("not an OTLP message: malformed protobuf");
        keep_last_of_oneof(fields, schema);
        return fields;
    }

    static void keep_last_of_oneof(Fields& fields, const JsonMessage& schema) {
        std::uint32_t chosen = 0;
        bool over = false;
        const auto first_kept = std::remove_if(fields.rbegin(), fields.rend(), [&](const ProtobufField& field) {
            if (find(schema, field.number)->presence != JsonPresence::OneOf) return false;
            if (chosen == 0) chosen = field.number;
            over = over || field.number != chosen;
            return over;
        });
        fields.erase(fields.begin(), first_kept.base());
    }

    void message(std::span<const std::byte> bytes, const JsonMessage& schema, int depth) {
        if (depth > kMaxDepth) throw std::invalid_argument("not an OTLP message: nested too deeply");
        const auto fields = read(bytes, schema);
        writer_.begin_object();
        for (const auto& spec : schema.fields) {
            if (spec.presence == JsonPresence::Repeated) {
                repeated(fields, spec, depth);
            } else {
                singular(fields, spec, depth);
            }
        }
        writer_.end_object();
    }

    void repeated(const Fields& fields, const JsonField& spec, int depth) {
        bool open = false;
        const auto element = [&](const ProtobufField& field) {
            if (!open) {
                writer_.key(spec.name);
                writer_.begin_array();
                open = true;
            }
            value(field, spec, depth);
        };
        for (const auto& field : fields) {
            if (field.number != spec.number) continue;
            if (field.type == wire_type(spec.kind)) {
                element(field);
                continue;
            }
            ProtobufReader packed(field.bytes);
            ProtobufField item = field;
            while (!packed.at_end()) {
                const bool read = wire_type(spec.kind) == WireType::Varint ? packed.next_varint(item.value)
                                                                           : packed.next_fixed(8, item.value);
                if (!read) throw std::invalid_argument("not an OTLP message: malformed packed field");
                element(item);
            }
        }
        if (open) writer_.end_array();
    }

    /// The last occurrence of a scalar counts; occurrences of a message merge, which concatenation does.
    void singular(const Fields& fields, const JsonField& spec, int depth) {
        const ProtobufField* last = nullptr;
        std::vector<std::byte> merged;
        std::size_t occurrences = 0;
        for (const auto& field : fields) {
            if (field.number != spec.number) continue;
            if (last != nullptr && spec.kind == JsonKind::Message) {
                if (occurrences == 1) merged.assign(last->bytes.begin(), last->bytes.end());
                merged.insert(merged.end(), field.bytes.begin(), field.bytes.end());
            }
            last = &field;
            ++occurrences;
        }
        if (last == nullptr) return;
        ProtobufField field = *last;
        if (!merged.empty()) field.bytes = merged;
        const bool is_default = field.value == 0 && field.bytes.empty() && spec.kind != JsonKind::Message;
        if (spec.presence == JsonPresence::Implicit && is_default) return;
        writer_.key(spec.name);
        value(field, spec, depth);
    }

    void value(const ProtobufField& field, const JsonField& spec, int depth) {
        const auto low = static_cast<std::uint32_t>(field.value);
        switch (spec.kind) {
            case JsonKind::Text: writer_.value(field.text()); break;
            case JsonKind::Base64: writer_.value(to_base64(field.bytes)); break;
            case JsonKind::Hex: writer_.value(to_hex(field.bytes)); break;
            case JsonKind::Bool: writer_.value(field.value != 0); break;
            // Integers of 64 bits are strings, because not every reader's numbers hold them.
            case JsonKind::Signed:
            case JsonKind::SFixed64: writer_.value(std::to_string(static_cast<std::int64_t>(field.value))); break;
            case JsonKind::Unsigned:
            case JsonKind::Fixed64: writer_.value(std::to_string(field.value)); break;
            case JsonKind::Number:
            case JsonKind::Fixed32: writer_.value(low); break;
            case JsonKind::ZigZag: writer_.value(static_cast<std::int32_t>((low >> 1U) ^ (0U - (low & 1U)))); break;
            case JsonKind::Double: write_double(writer_, std::bit_cast<double>(field.value)); break;
            case JsonKind::Message: message(field.bytes, *spec.message, depth + 1); break;
        }
    }

    JsonWriter writer_;
};

}  // namespace

}  // namespace infrastructure

std::string otlp_to_json(SignalType signal, std::span<const std::byte> bytes) {
    return infrastructure::Transcoder().run(bytes, infrastructure::otlp_request_schema(signal));
}

}  // namespace telemetryflow

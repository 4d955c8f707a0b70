#pragma once

// Reads protobuf's wire format field by field, independently of the encoder under test. Values; for tests only.

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace telemetryflow::hot::wire_reader {

struct Field {
    std::uint32_t number = 0;
    unsigned type = 0;
    std::uint64_t value = 0;  // of a varint or a fixed field
    std::string bytes;        // of a length-delimited field

    [[nodiscard]] double as_double() const {
        double number_of;
        std::memcpy(&number_of, &value, sizeof(number_of));
        return number_of;
    }
};

inline bool read_varint(std::string_view& in, std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(in.front());
        in.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

/// All fields of one message; fails the test where the bytes are not a message.
inline std::vector<Field> read(std::string_view in) {
    std::vector<Field> fields;
    while (!in.empty()) {
        Field field;
        std::uint64_t tag = 0;
        bool good = read_varint(in, tag);
        field.number = static_cast<std::uint32_t>(tag >> 3U);
        field.type = tag & 7U;
        const std::size_t fixed = field.type == 1 ? 8 : 4;
        if (field.type == 0) {
            good = good && read_varint(in, field.value);
        } else if (field.type == 2) {
            std::uint64_t size = 0;
            good = good && read_varint(in, size) && size <= in.size();
            if (good) {
                field.bytes = in.substr(0, size);
                in.remove_prefix(size);
            }
        } else if (good && (field.type == 1 || field.type == 5) && in.size() >= fixed) {
            std::memcpy(&field.value, in.data(), fixed);
            in.remove_prefix(fixed);
        } else {
            good = false;
        }
        if (!good) {
            ADD_FAILURE() << "these bytes are no message, " << in.size() << " are left";
            return fields;
        }
        fields.push_back(field);
    }
    return fields;
}

/// The fields with one number.
inline std::vector<Field> all(const std::vector<Field>& fields, std::uint32_t number) {
    std::vector<Field> found;
    for (const Field& field : fields) {
        if (field.number == number) found.push_back(field);
    }
    return found;
}

/// The field with one number, which has to be there once.
inline Field one(const std::vector<Field>& fields, std::uint32_t number) {
    const std::vector<Field> found = all(fields, number);
    EXPECT_EQ(found.size(), 1U) << "of field " << number;
    return found.empty() ? Field{} : found.front();
}

/// A KeyValue with its AnyValue's only field.
struct KeyValue {
    std::string key;
    Field value;
};

inline KeyValue read_key_value(std::string_view bytes) {
    const std::vector<Field> fields = read(bytes);
    const std::vector<Field> value = read(one(fields, 2).bytes);
    EXPECT_EQ(fields.size(), 2U);
    EXPECT_EQ(value.size(), 1U);
    return {one(fields, 1).bytes, value.empty() ? Field{} : value.front()};
}

/// All attributes that are field `number` of the message, in the order written.
inline std::vector<KeyValue> attributes(std::string_view message, std::uint32_t number) {
    std::vector<KeyValue> read_out;
    for (const Field& field : all(read(message), number))
        read_out.push_back(read_key_value(field.bytes));
    return read_out;
}

}  // namespace telemetryflow::hot::wire_reader

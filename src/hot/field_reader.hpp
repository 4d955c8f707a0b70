#pragma once

// Reads protobuf fields that this SDK has encoded itself: nothing is checked. A value of two pointers over bytes that
// live longer.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hot/short_bytes.hpp"
#include "hot/wire.hpp"

namespace telemetryflow::hot {

class FieldReader {
public:
    struct Field {
        std::uint32_t number;
        std::uint64_t value;     // of a number of any width
        std::string_view bytes;  // of what has a length
    };

    explicit FieldReader(std::string_view bytes) noexcept : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

    [[nodiscard]] bool has_more() const noexcept { return at_ != end_; }

    [[nodiscard]] Field next() noexcept {
        constexpr unsigned kTypeBits = 3;
        const std::uint64_t tag = varint();
        Field field{static_cast<std::uint32_t>(tag >> kTypeBits), 0, {}};
        switch (static_cast<wire::Type>(tag & 7U)) {
            case wire::kVarint: field.value = varint(); break;
            case wire::kFixed64:
                field.value = load<std::uint64_t>(at_);
                at_ += sizeof(std::uint64_t);
                break;
            case wire::kFixed32:
                field.value = load<std::uint32_t>(at_);
                at_ += sizeof(std::uint32_t);
                break;
            case wire::kBytes: {
                const auto size = static_cast<std::size_t>(varint());
                field.bytes = {at_, size};
                at_ += size;
                break;
            }
        }
        return field;
    }

private:
    std::uint64_t varint() noexcept {
        constexpr unsigned kBits = 7;
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += kBits) {
            const auto byte = static_cast<unsigned char>(*at_++);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80U) return value;
        }
    }

    const char* at_;
    const char* end_;
};

}  // namespace telemetryflow::hot

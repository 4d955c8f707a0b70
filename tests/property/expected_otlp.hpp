#pragma once

// The rules of recording, written down a second time and as plainly as possible: which attributes, texts and bytes a
// receiver must see for what was passed. Shares no code with the SDK; messages are the protobuf classes.

#include <cstdint>
#include <string>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"

#include "opentelemetry/proto/common/v1/common.pb.h"

namespace telemetryflow::tests::property {

/// The bytes of a valid UTF-8 character at the start of `text`, or 0: decodes the code point and looks at its range.
[[nodiscard]] std::size_t character_at_start(std::string_view text);

/// The longest prefix of at most `limit` bytes that does not end within a character.
[[nodiscard]] std::string_view cut(std::string_view text, std::size_t limit);

/// Every maximal part that is not UTF-8 replaced by one U+FFFD (Unicode 15, 3.9).
[[nodiscard]] std::string repaired(std::string_view text);

/// What a string becomes under a limit of `limit` bytes.
[[nodiscard]] inline std::string kept_text(std::string_view text, std::size_t limit) {
    return repaired(cut(text, limit));
}

/// An attribute set of a record under limits: keys unique, the last value wins and stands at the end.
class ExpectedAttributes {
public:
    static constexpr std::size_t kKeyLength = 256;

    ExpectedAttributes(std::uint32_t count_limit, std::size_t value_length)
        : count_limit_(count_limit), value_length_(value_length) {}

    void add(const Attribute& attribute);
    void add(const Attributes& attributes) {
        for (const Attribute& attribute : attributes)
            add(attribute);
    }

    [[nodiscard]] std::uint32_t dropped() const noexcept { return dropped_; }

    /// Sets the attributes and their dropped count in a span, event, link or log record.
    template <class Message>
    void write_to(Message& message) const {
        for (const auto& item : items_)
            *message.add_attributes() = item;
        message.set_dropped_attributes_count(dropped_);
    }

private:
    std::uint32_t count_limit_;
    std::size_t value_length_;
    std::uint32_t dropped_ = 0;
    std::vector<opentelemetry::proto::common::v1::KeyValue> items_;
};

}  // namespace telemetryflow::tests::property

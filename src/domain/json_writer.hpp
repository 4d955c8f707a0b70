#pragma once

// Writes one JSON text (RFC 8259), member after member. Strings come out as valid UTF-8 whatever goes in: what is
// ill-formed becomes U+FFFD. Used by one thread.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace telemetryflow {

class JsonWriter {
public:
    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::same_as<bool> auto flag) { return literal(flag ? "true" : "false"); }
    JsonWriter& value(std::integral auto number) requires(!std::same_as<decltype(number), bool>) {
        return literal(std::to_string(number));
    }
    /// The shortest form that reads back as the same number. NaN and the infinities, which JSON has no word for, become
    /// null.
    JsonWriter& value(double number);

    template <class T>
    JsonWriter& member(std::string_view name, const T& content) {
        key(name);
        return value(content);
    }

    [[nodiscard]] std::string take() && { return std::move(text_); }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    JsonWriter& literal(std::string_view text);
    void separate();
    void append_quoted(std::string_view text);
    void append_escaped(std::string_view text);

    std::string text_;
    bool needs_comma_ = false;
};

}  // namespace telemetryflow

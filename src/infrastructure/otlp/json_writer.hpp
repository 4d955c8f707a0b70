#pragma once

// Appends JSON to a string: commas and escapes, nothing else. Owned by one call; one thread at a time.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace telemetryflow::infrastructure {

class JsonWriter {
public:
    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    /// Names the next value; `name` needs no escapes.
    void key(std::string_view name);

    void boolean(bool value);
    void number(std::int64_t value);
    /// A 64-bit integer, which OTLP/JSON writes as a string.
    void quoted(std::int64_t value);
    void quoted(std::uint64_t value);
    /// The shortest form that reads back as the same value; "NaN", "Infinity" and "-Infinity" as strings.
    void real(double value);
    /// Escaped; bytes that are not UTF-8 become U+FFFD.
    void text(std::string_view value);
    void hex(std::span<const std::byte> value);
    void base64(std::span<const std::byte> value);

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    template <typename Value>
    void append_number(Value value);

    std::string out_;
    bool first_ = true;
};

}  // namespace telemetryflow::infrastructure

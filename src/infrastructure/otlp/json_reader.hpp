#pragma once

// Reads just enough JSON (RFC 8259) for the few answers that a backend gives. Works on the caller's text, may be given
// hostile bytes, and bounds its depth. A value; one thread at a time.

#include <string>
#include <string_view>

namespace telemetryflow::infrastructure {

class JsonReader {
public:
    explicit JsonReader(std::string_view text) noexcept : rest_(text) {}

    /// Reads an object and calls `member(key, reader)` for each member; the call has to consume the value and returns
    /// false to give up. Returns false when the text is not a well-formed object.
    template <typename Member>
    bool read_object(Member&& member) {
        if (!take('{')) return false;
        if (take('}')) return true;
        do {
            std::string key;
            if (!read_string(key) || !take(':') || !member(std::string_view(key), *this)) return false;
        } while (take(','));
        return take('}');
    }

    /// Reads a string or a number into `text`; returns false, consuming nothing, when another kind of value is next.
    bool read_scalar(std::string& text);
    /// Consumes one value of any kind.
    bool skip() { return skip(0); }

    [[nodiscard]] bool at_object();
    [[nodiscard]] bool at_end();

private:
    bool take(char expected);
    bool read_string(std::string& text);
    bool read_escape(std::string& text);
    bool skip(int depth);
    void skip_space();

    std::string_view rest_;
};

}  // namespace telemetryflow::infrastructure

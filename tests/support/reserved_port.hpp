#pragma once

// A port of 127.0.0.1 that nobody else on the machine gets while this lives. It refuses connections, until and between
// the times that a server of the test listens on it.

#include <cstdint>
#include <string>

namespace telemetryflow::test {

class ReservedPort {
public:
    ReservedPort();
    ~ReservedPort();
    ReservedPort(const ReservedPort&) = delete;
    ReservedPort& operator=(const ReservedPort&) = delete;

    [[nodiscard]] std::uint16_t number() const { return number_; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(number_); }

private:
    int socket_;
    std::uint16_t number_;
};

}  // namespace telemetryflow::test

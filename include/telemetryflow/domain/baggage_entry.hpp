#pragma once

// One name and value of Baggage. A value; safe to use from any thread.

#include <string>

namespace telemetryflow {

struct BaggageEntry {
    std::string name;      // a token (RFC 9110)
    std::string value;     // valid UTF-8
    std::string metadata;  // properties that followed the value, separated by semicolons, without white space

    friend bool operator==(const BaggageEntry&, const BaggageEntry&) = default;
};

}  // namespace telemetryflow

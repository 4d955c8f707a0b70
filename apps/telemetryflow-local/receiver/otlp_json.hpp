// Decodes the JSON form of OTLP, which differs from the JSON mapping of protobuf: trace and span ids are hexadecimal,
// enumerations are integers, names are lowerCamelCase only, and unknown names are ignored.
#pragma once

#include <stdexcept>
#include <string_view>

#include <google/protobuf/message.h>

namespace telemetryflow::local {

// Says where in the document what was wrong; shows no values of it.
class OtlpJsonError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Fills an Export*ServiceRequest. Throws OtlpJsonError.
void parse_otlp_json(std::string_view text, google::protobuf::Message& message);

}  // namespace telemetryflow::local

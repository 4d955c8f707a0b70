#pragma once

// What may be recorded of a call to a database, as OpenTelemetry's semantic conventions for database clients name it.
// A value that owns its texts.

#include <string>

namespace telemetryflow::integration {

/// What is not known is empty and left out of the span.
struct DatabaseStatement {
    std::string text = {};        // db.query.text: without literals
    std::string operation = {};   // db.operation.name: few different ones
    std::string collection = {};  // db.collection.name: where there is exactly one
    std::string summary = {};     // db.query.summary: operations and what they work on; also the name of the span
};

}  // namespace telemetryflow::integration

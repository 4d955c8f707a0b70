#pragma once

// Counts the spans of the bodies of one connection. Owned by the connection; keeps its memory from body to body.

#include <memory>
#include <string_view>

#include "export/receiver/receiver_counts.hpp"

namespace telemetryflow::bench {

class SpanCounter {
public:
    explicit SpanCounter(ReceiverCounts& counts);
    ~SpanCounter();
    SpanCounter(const SpanCounter&) = delete;
    SpanCounter& operator=(const SpanCounter&) = delete;

    /// Takes one ExportTraceServiceRequest, gzipped or not.
    void add(std::string_view body, bool gzip);

private:
    struct Unpacker;

    ReceiverCounts& counts_;
    std::unique_ptr<Unpacker> unpacker_;
};

}  // namespace telemetryflow::bench

#pragma once

// An exporter that takes every batch, counts it and forgets it, so that what is measured is the recording and the
// pipeline, not a network. Owned by its client.

#include <memory>

#include "telemetryflow/application/ports/exporter.hpp"

#include "ours/arrivals.hpp"

namespace telemetryflow::bench {

class CountingExporter final : public Exporter {
public:
    explicit CountingExporter(std::shared_ptr<Arrivals> arrivals);

    ExportResult export_batch(const ExportRequest& request) override;

private:
    std::shared_ptr<Arrivals> arrivals_;
};

}  // namespace telemetryflow::bench

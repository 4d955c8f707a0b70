#pragma once

// The spans that a kill left open, out of a hot::OpenSpanTable, as records of a chunk like any other: what recovers
// chunks recovers them too. They end when they began, have telemetryflow.unfinished = true and the status Error.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "durability/region_reader.hpp"

namespace telemetryflow::durability {

class UnfinishedSpans {
public:
    /// None.
    UnfinishedSpans() = default;
    /// Reads `table`, an OpenSpanTable that nobody writes any more; what is not whole in it is left out.
    explicit UnfinishedSpans(std::string_view table);

    /// Behind the region's own chunks; nothing when there are no such spans. Lives as long as this does.
    [[nodiscard]] std::optional<RegionChunk> chunk() const noexcept;

private:
    std::unique_ptr<char[]> bytes_;
    std::unique_ptr<hot::ChunkHeader> header_;
    hot::Committed committed_;
};

}  // namespace telemetryflow::durability

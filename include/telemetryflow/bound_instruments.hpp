#pragma once

// Handles to one series of an instrument: attributes are looked up when the handle is made, and recording is what is
// left. Values: copy them freely, use them from any thread. No call throws or blocks.

#include <concepts>
#include <cstdint>

#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_gate.hpp"
#include "telemetryflow/hot/engine_ref.hpp"
#include "telemetryflow/hot/record_histogram.hpp"
#include "telemetryflow/hot/sum_cell.hpp"
#include "telemetryflow/hot/thread_view.hpp"

namespace telemetryflow {

namespace hot {
struct Series;
}  // namespace hot

/// What all bound handles share: the series, and its slot in every thread's table of cells.
class TELEMETRYFLOW_EXPORT BoundInstrument {
public:
    BoundInstrument(hot::EngineRef engine, hot::Series* series) noexcept;

protected:
    // The calling thread's cell, or null where there is none yet or the client does not record.
    template <class Cell>
    [[nodiscard]] Cell* cell() const noexcept {
        const hot::ThreadView& view = hot::t_view;
        if (view.engine_id != gate_->id || slot_ >= view.bound_count) return nullptr;
        if (!gate_->running.load()) return nullptr;
        return static_cast<Cell*>(view.bound_cells[slot_]);
    }
    void add_slowly(std::int64_t value) const noexcept;
    void add_slowly(double value) const noexcept;

    hot::EngineRef engine_;
    const hot::EngineGate* gate_;
    hot::Series* series_;
    std::uint32_t slot_;
};

/// One series of a Counter.
class TELEMETRYFLOW_EXPORT BoundCounter : public BoundInstrument {
public:
    using BoundInstrument::BoundInstrument;

    template <std::integral T>
    void add(T value) const noexcept {
        const auto amount = static_cast<std::int64_t>(value);
        auto* known = cell<hot::SumCell>();
        if (known != nullptr && amount >= 0) [[likely]] {
            known->add(amount);
        } else {
            add_slowly(amount);
        }
    }
    template <std::floating_point T>
    void add(T value) const noexcept {
        add_slowly(static_cast<double>(value));
    }
};

/// One series of an UpDownCounter.
class TELEMETRYFLOW_EXPORT BoundUpDownCounter : public BoundInstrument {
public:
    using BoundInstrument::BoundInstrument;

    template <std::integral T>
    void add(T value) const noexcept {
        if (auto* known = cell<hot::SumCell>()) [[likely]] {
            known->add(static_cast<std::int64_t>(value));
        } else {
            add_slowly(static_cast<std::int64_t>(value));
        }
    }
    template <std::floating_point T>
    void add(T value) const noexcept {
        add_slowly(static_cast<double>(value));
    }
};

/// One series of a Gauge.
class TELEMETRYFLOW_EXPORT BoundGauge : public BoundInstrument {
public:
    using BoundInstrument::BoundInstrument;

    void record(double value) const noexcept;
    /// A value that is an integer on the wire as well.
    void record_integer(std::int64_t value) const noexcept;
};

/// One series of a Histogram.
class TELEMETRYFLOW_EXPORT BoundHistogram : public BoundInstrument {
public:
    using BoundInstrument::BoundInstrument;

    void record(double value) const noexcept {
        auto* known = cell<hot::HistogramCell>();
        // Looked at here, so that the value need not survive the call.
        if (known == nullptr || !__builtin_isfinite(value)) [[unlikely]]
            return record_slowly(value);
        hot::record(*known, value);
    }

private:
    void record_slowly(double value) const noexcept;
};

}  // namespace telemetryflow

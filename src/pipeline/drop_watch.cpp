#include "pipeline/drop_watch.hpp"

namespace telemetryflow::pipeline {
namespace {

const char* things(SignalType signal) noexcept {
    switch (signal) {
        case SignalType::Metrics: return " measurements";
        case SignalType::Logs: return " logs";
        case SignalType::Traces: break;
    }
    return " spans";
}

}  // namespace

void DropWatch::look(TimePoint now) {
    const Counts counts = read();
    std::uint64_t total = 0;
    for (const auto& signal : counts) {
        for (const std::uint64_t count : signal)
            total += count;
    }
    counts_.note_refused(total, now);
    if (counts == told_ || now < next_at_) return;
    tell(counts);
    next_at_ = now + kInterval;
}

void DropWatch::finish() {
    if (const Counts counts = read(); counts != told_) tell(counts);
}

DropWatch::Counts DropWatch::read() const noexcept {
    Counts counts{};
    for (const SignalType signal : kAllSignals) {
        for (std::size_t reason = 0; reason < hot::kDropReasonCount; ++reason) {
            counts[static_cast<std::size_t>(signal)][reason] =
                engine_.drops.get(signal, static_cast<hot::DropReason>(reason));
        }
    }
    return counts;
}

void DropWatch::tell(const Counts& counts) {
    std::string text;
    for (const SignalType signal : kAllSignals) {
        const auto i = static_cast<std::size_t>(signal);
        for (std::size_t reason = 0; reason < hot::kDropReasonCount; ++reason) {
            const std::uint64_t more = counts[i][reason] - told_[i][reason];
            if (more == 0) continue;
            text += (text.empty() ? "" : ", ") + std::to_string(more) + things(signal) + " (";
            text.append(to_string(static_cast<hot::DropReason>(reason))).append(")");
        }
    }
    told_ = counts;
    diagnostics_.report(DiagnosticLevel::Error, "recording", "dropped: " + text);
}

}  // namespace telemetryflow::pipeline

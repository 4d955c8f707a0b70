#include "pipeline/spooled_batch.hpp"

#include <chrono>
#include <new>
#include <string>

namespace telemetryflow::pipeline {
namespace {

constexpr const char* kTopic = "spool";

}  // namespace

bool next_spooled(durability::Spool& spool, SignalType signal, const Envelope& envelope, const PipelineOptions& options,
                  Batch& batch) {
    const auto max_age = static_cast<std::uint64_t>(std::chrono::nanoseconds(options.spool_max_age).count());
    const std::uint64_t now = unix_nano_now();
    const std::size_t before = envelope.largest_overhead();
    const auto room = [&](std::size_t bytes) {
        batch.bytes.clear();
        if (!batch.bytes.ensure(before + bytes)) throw std::bad_alloc();
        return batch.bytes.end() + before;
    };
    const auto header = spool.next(signal, now > max_age ? now - max_age : 0, batch.id, room);
    if (!header) return false;
    batch.bytes.set_end(batch.bytes.end() + before + header->element_bytes);
    batch.begin = before - envelope.overhead(header->element_bytes);
    envelope.write(batch.bytes.data() + batch.begin, header->element_bytes);
    batch.items = header->items;
    batch.expires_unix_nano = header->created_unix_nano + max_age;
    batch.full = true;
    return true;
}

void count_losses(durability::Spool& spool, DeliveryCounts& counts, Diagnostics& diagnostics, bool is_own) {
    const durability::SpoolReport report = spool.take_report();
    for (const SignalType signal : kAllSignals) {
        const auto i = static_cast<std::size_t>(signal);
        const std::uint64_t all = report.full[i] + report.expired[i] + report.corrupt[i];
        if (all == 0) continue;
        counts.change(signal, [&](SignalDelivery& delivery) {
            if (is_own) {
                delivery.in_spool -= all;
            } else {
                delivery.collected += all;
            }
        });
        counts.drop(signal, kSpoolFull, report.full[i]);
        counts.drop(signal, kSpoolExpired, report.expired[i]);
        counts.drop(signal, "corrupt", report.corrupt[i]);
        diagnostics.report(DiagnosticLevel::Error, kTopic,
                           std::to_string(all) + " items of " + std::string(to_string(signal)) +
                               " dropped from the spool: " + std::to_string(report.full[i]) + " because it is full, " +
                               std::to_string(report.expired[i]) + " because they are old, " +
                               std::to_string(report.corrupt[i]) + " because they are damaged");
    }
    for (const std::string& fault : report.faults)
        diagnostics.report(DiagnosticLevel::Warning, kTopic, fault);
}

std::uint64_t unix_nano_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

}  // namespace telemetryflow::pipeline

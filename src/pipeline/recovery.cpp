#include "pipeline/recovery.hpp"

#include <array>
#include <cstdint>
#include <new>
#include <string>
#include <utility>

#include "hot/attribute_encoder.hpp"
#include "pipeline/spooled_batch.hpp"

namespace telemetryflow::pipeline {
namespace {

constexpr const char* kTopic = "recovery";
// What the backend did not take of a request that it took.
constexpr const char* kRejected = "rejected";

// The dead process's resource, which says besides that it comes late.
std::string recovered_resource(const std::string& resource) {
    constexpr std::uint32_t kResourceAttributes = 1;
    hot::RecordingLimits limits;
    hot::EditCounts edits;
    hot::AttributeEncoder encoder(limits, edits);
    hot::AttributeEncoder::Progress progress;
    hot::ByteBuffer mark;
    if (!encoder.append(mark, kResourceAttributes, Attribute{"telemetryflow.recovered", true}, progress)) {
        throw std::bad_alloc();
    }
    return resource + std::string(mark.view());
}

std::uint64_t records_of(const durability::DeadProcess& process) {
    std::uint64_t records = 0;
    for (const durability::RegionChunk& chunk : process.chunks())
        records += chunk.committed.records - chunk.settled;
    return records;
}

// "12 logs as queue_full, 3 traces as http_400".
std::string losses_in_words(const durability::LossCounts& counts) {
    std::string words;
    const auto add = [&](std::uint64_t items, SignalType signal, std::string_view reason) {
        if (items == 0) return;
        words.append(words.empty() ? "" : ", ").append(std::to_string(items)).append(" ");
        words.append(to_string(signal)).append(" as ").append(reason);
    };
    for (const SignalType signal : kAllSignals) {
        const auto& of_signal = counts.signals[static_cast<std::size_t>(signal)];
        for (const auto& [reason, items] : of_signal.lost)
            add(items, signal, reason);
        add(of_signal.rejected, signal, kRejected);
    }
    return words;
}

}  // namespace

std::vector<Recovery::Process>& Recovery::processes() {
    if (!std::exchange(looked_, true)) adopt();
    return processes_;
}

void Recovery::adopt() try {
    std::vector<std::string> faults;
    for (auto& dead : durability::DeadProcess::adopt_all(state_, faults)) {
        if (dead->counts().has_losses()) tell_losses(*dead);
        if (dead->is_empty()) {
            dead->remove();
            continue;
        }
        count_found(*dead);
        const durability::About& about = dead->about();
        diagnostics_->report(DiagnosticLevel::Info, kTopic,
                             std::to_string(records_of(*dead)) + " records and " +
                                 std::to_string(dead->metrics().points()) + " metric points, and " +
                                 std::to_string(dead->spool().bytes()) +
                                 " bytes of batches on disk, of a process that ended before they were delivered, are "
                                 "sent now (" +
                                 dead->name() + ")");
        Envelope envelope(recovered_resource(about.resource));
        std::vector<hot::ScopeFields> scopes = hot::ScopeFields::from_bytes(about.scopes);
        if (scopes.empty()) scopes.emplace_back();
        const std::size_t parts = dead->chunks().size() + (dead->metrics().requests.empty() ? 0 : 1);
        durability::Spool& spool = dead->spool();
        spool.count_losses_by([this, &spool] { count_losses(spool, *counts_, *diagnostics_, false); });
        processes_.push_back({std::move(dead), std::move(envelope), std::move(scopes), parts});
    }
    bound_files();
    if (options_.spool_max_bytes != 0) drop_spooled_beyond(options_.spool_max_bytes);
    for (const std::string& fault : faults)
        diagnostics_->report(DiagnosticLevel::Warning, kTopic, fault);
} catch (const std::exception& error) {
    // Whatever is wrong with old data must not keep new data from being sent.
    diagnostics_->report(DiagnosticLevel::Warning, kTopic, error.what());
}

void Recovery::tell_losses(durability::DeadProcess& dead) {
    for (const SignalType signal : kAllSignals) {
        const auto& of_signal = dead.counts().signals[static_cast<std::size_t>(signal)];
        counts_->change(signal, [&](SignalDelivery& delivery) {
            for (const auto& [reason, items] : of_signal.lost)
                delivery.lost_before[reason] += items;
            if (of_signal.rejected != 0) delivery.lost_before[kRejected] += of_signal.rejected;
        });
    }
    diagnostics_->report(
        DiagnosticLevel::Warning, "recovery.losses",
        "a process that has ended had lost " + losses_in_words(dead.counts()) + " (" + dead.name() + ")");
    // Last: a kill before this has the next process tell it again.
    dead.counts_are_told();
}

void Recovery::count_found(const durability::DeadProcess& dead) {
    counts_->change(SignalType::Metrics,
                    [&](SignalDelivery& delivery) { delivery.collected += dead.metrics().points(); });
    for (const durability::RegionChunk& chunk : dead.chunks()) {
        counts_->change(chunk.signal, [&](SignalDelivery& delivery) {
            delivery.collected += chunk.committed.records - chunk.settled;
        });
    }
}

void Recovery::part_settled(Process& process) {
    --process.unsettled_parts;
    finish_if_done(process);
}

bool Recovery::next_spooled(Process& process, SignalType signal, Batch& batch) {
    durability::Spool& spool = process.dead->spool();
    const bool found = pipeline::next_spooled(spool, signal, process.envelope, options_, batch);
    count_losses(spool, *counts_, *diagnostics_, false);
    if (found) {
        // How many there are in all shows only when they are read.
        counts_->change(signal, [&](SignalDelivery& delivery) { delivery.collected += batch.items; });
    } else {
        finish_if_done(process);
    }
    return found;
}

void Recovery::settle_spooled(Process& process, SignalType signal) {
    durability::Spool& spool = process.dead->spool();
    spool.settle(signal);
    count_losses(spool, *counts_, *diagnostics_, false);
    finish_if_done(process);
}

void Recovery::bound_files() {
    if (options_.dead_max_bytes == 0) return;
    std::uint64_t bytes = 0;
    for (const Process& process : processes_)
        bytes += process.dead->disk_bytes();
    if (bytes <= options_.dead_max_bytes) return;
    bytes = 0;
    for (const Process& process : processes_) {
        process.dead->give_back_free_space();
        bytes += process.dead->disk_bytes();
    }
    for (Process& process : processes_) {
        if (bytes <= options_.dead_max_bytes) return;
        bytes -= process.dead->disk_bytes();
        drop_all(process);
    }
}

void Recovery::drop_all(Process& process) {
    durability::DeadProcess& dead = *process.dead;
    while (dead.spool().drop_oldest())
        count_losses(dead.spool(), *counts_, *diagnostics_, false);
    std::array<std::uint64_t, kSignalCount> items{};
    for (const durability::RegionChunk& chunk : dead.chunks())
        items[static_cast<std::size_t>(chunk.signal)] += chunk.committed.records - chunk.settled;
    items[static_cast<std::size_t>(SignalType::Metrics)] += dead.metrics().points();
    for (const SignalType signal : kAllSignals)
        counts_->drop(signal, kSpoolFull, items[static_cast<std::size_t>(signal)]);
    diagnostics_->report(DiagnosticLevel::Error, kTopic,
                         std::to_string(records_of(dead)) +
                             " records of a process that has ended are dropped: what "
                             "such processes left takes more than " +
                             std::to_string(options_.dead_max_bytes) + " bytes of the disk (" + dead.name() + ")");
    dead.remove();
    process.dead.reset();
}

std::uint64_t Recovery::spooled_bytes() {
    std::uint64_t bytes = 0;
    for (const Process& process : processes())
        bytes += process.dead == nullptr ? 0 : process.dead->spool().bytes();
    return bytes;
}

void Recovery::drop_spooled_beyond(std::uint64_t most) {
    for (Process& process : processes()) {
        while (process.dead != nullptr && spooled_bytes() > most && process.dead->spool().drop_oldest()) {
            count_losses(process.dead->spool(), *counts_, *diagnostics_, false);
            finish_if_done(process);
        }
    }
}

void Recovery::finish_if_done(Process& process) {
    if (process.unsettled_parts != 0 || process.dead->spool().has_any()) return;
    process.dead->remove();
    process.dead.reset();
}

}  // namespace telemetryflow::pipeline

#include "pipeline/recovery.hpp"

#include <new>
#include <string>
#include <utility>

#include "hot/attribute_encoder.hpp"
#include "pipeline/spooled_batch.hpp"

namespace telemetryflow::pipeline {
namespace {

constexpr const char* kTopic = "recovery";

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

}  // namespace

std::vector<Recovery::Process>& Recovery::processes() {
    if (!std::exchange(looked_, true)) adopt();
    return processes_;
}

void Recovery::adopt() try {
    std::vector<std::string> faults;
    for (auto& dead : durability::DeadProcess::adopt_all(state_, faults)) {
        const durability::About& about = dead->about();
        diagnostics_->report(DiagnosticLevel::Info, kTopic,
                             std::to_string(records_of(*dead)) + " records and " +
                                 std::to_string(dead->spool().bytes()) +
                                 " bytes of batches on disk, of a process that ended before they were delivered, are "
                                 "sent now (" +
                                 dead->name() + ")");
        Envelope envelope(recovered_resource(about.resource), about.scope_name, about.scope_version);
        const std::size_t chunks = dead->chunks().size();
        processes_.push_back({std::move(dead), std::move(envelope), chunks});
    }
    if (options_.spool_max_bytes != 0) drop_spooled_beyond(options_.spool_max_bytes);
    for (const std::string& fault : faults)
        diagnostics_->report(DiagnosticLevel::Warning, kTopic, fault);
} catch (const std::exception& error) {
    // Whatever is wrong with old data must not keep new data from being sent.
    diagnostics_->report(DiagnosticLevel::Warning, kTopic, error.what());
}

void Recovery::chunk_settled(Process& process) {
    --process.unsettled_chunks;
    finish_if_done(process);
}

bool Recovery::next_spooled(Process& process, SignalType signal, Batch& batch) {
    durability::Spool& spool = process.dead->spool();
    const bool found = pipeline::next_spooled(spool, signal, process.envelope, options_, batch);
    count_losses(spool, *counts_, *diagnostics_, false);
    if (!found) finish_if_done(process);
    return found;
}

void Recovery::settle_spooled(Process& process, SignalType signal) {
    durability::Spool& spool = process.dead->spool();
    spool.settle(signal);
    count_losses(spool, *counts_, *diagnostics_, false);
    finish_if_done(process);
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
    if (process.unsettled_chunks != 0 || process.dead->spool().has_any()) return;
    process.dead->remove();
    process.dead.reset();
}

}  // namespace telemetryflow::pipeline

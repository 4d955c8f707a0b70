#include "pipeline/recovered_source.hpp"

#include <new>
#include <string_view>

#include "hot/wire.hpp"

namespace telemetryflow::pipeline {

using durability::DeadProcess;
using durability::RecordCursor;
using durability::RegionChunk;

bool RecoveredSource::seek() {
    std::vector<Recovery::Process>& processes = recovery_->processes();
    for (; process_ < processes.size(); ++process_, chunk_ = 0, settled_.clear()) {
        if (processes[process_].dead == nullptr) continue;
        if (processes[process_].dead->spool().has(signal_)) return true;
        const auto& chunks = processes[process_].dead->chunks();
        while (chunk_ < chunks.size() && chunks[chunk_].signal != signal_)
            ++chunk_;
        if (chunk_ == chunks.size()) continue;
        return true;
    }
    return false;
}

bool RecoveredSource::next(Batch& batch) {
    while (seek()) {
        Recovery::Process& process = recovery_->processes()[process_];
        is_spooled_ = process.dead->spool().has(signal_);
        if (!is_spooled_) return next_of_records(process, batch);
        if (recovery_->next_spooled(process, signal_, batch)) return true;
    }
    return false;
}

bool RecoveredSource::next_of_records(Recovery::Process& process, Batch& batch) {
    if (settled_.empty()) {
        for (const RegionChunk& chunk : process.dead->chunks())
            settled_.push_back(chunk.settled);
    }
    const Envelope& envelope = process.envelope;
    const std::size_t before = envelope.largest_overhead();
    if (!batch.bytes.ensure(before)) throw std::bad_alloc();
    batch.bytes.set_end(batch.bytes.end() + before);
    fill(process, batch, before);
    if (batch.items == 0) {
        settle(batch);
        return false;
    }
    const std::size_t elements = batch.bytes.size() - before;
    batch.begin = before - envelope.overhead(elements);
    envelope.write(batch.bytes.data() + batch.begin, elements);
    return true;
}

void RecoveredSource::fill(const Recovery::Process& process, Batch& batch, std::size_t before) {
    const std::size_t most_bytes = process.envelope.room_in(options_.batch_max_bytes);
    const auto& chunks = process.dead->chunks();
    for (; chunk_ < chunks.size(); ++chunk_) {
        const RegionChunk& chunk = chunks[chunk_];
        if (chunk.signal != signal_) continue;
        if (!cursor_) cursor_.emplace(chunk);
        std::uint32_t share = 0;
        std::string_view payload;
        for (RecordCursor ahead = *cursor_; ahead.next(payload); *cursor_ = ahead) {
            if (cursor_->index() < chunk.settled) continue;
            const bool beyond_limits = batch.items >= options_.batch_max_items ||
                                       (batch.items != 0 && batch.bytes.size() - before + payload.size() > most_bytes);
            if (beyond_limits || !batch.bytes.ensure(payload.size())) {
                if (batch.items == 0) throw std::bad_alloc();
                batch.full = true;
                break;
            }
            batch.bytes.set_end(hot::wire::put_raw(batch.bytes.end(), payload.data(), payload.size()));
            ++batch.items;
            ++share;
        }
        std::uint32_t lost = 0;
        if (!batch.full) {
            static_cast<void>(cursor_->next(payload));
            lost = cursor_->records_lost();
            counts_.drop(signal_, "corrupt", lost);
            cursor_.reset();
        }
        if (share + lost != 0) batch.shares.push_back({static_cast<std::uint32_t>(chunk_), share + lost});
        if (batch.full) return;
    }
}

void RecoveredSource::settle(Batch& batch) {
    Recovery::Process& process = recovery_->processes()[process_];
    if (is_spooled_) return recovery_->settle_spooled(process, signal_);
    for (const Batch::ChunkShare& share : batch.shares) {
        const RegionChunk& chunk = process.dead->chunks()[share.chunk];
        std::uint32_t& settled = settled_[share.chunk];
        settled += share.records;
        DeadProcess::settle(chunk, settled);
        // May delete the process's folder, with its last chunk.
        if (settled == chunk.committed.records) recovery_->part_settled(process);
    }
}

}  // namespace telemetryflow::pipeline

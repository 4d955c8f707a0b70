#include "pipeline/recovered_source.hpp"

#include <new>
#include <string_view>

namespace telemetryflow::pipeline {

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
    builder_.begin(process.envelope, options_.batch_max_bytes, batch);
    fill(process, batch);
    if (batch.items == 0) {
        settle(batch);
        return false;
    }
    builder_.finish();
    return true;
}

void RecoveredSource::fill(const Recovery::Process& process, Batch& batch) {
    const auto& chunks = process.dead->chunks();
    for (; chunk_ < chunks.size(); ++chunk_) {
        const RegionChunk& chunk = chunks[chunk_];
        if (chunk.signal != signal_) continue;
        if (!cursor_) cursor_.emplace(chunk);
        std::uint32_t share = 0;
        std::string_view payload;
        for (RecordCursor ahead = *cursor_; ahead.next(payload); *cursor_ = ahead) {
            if (cursor_->index() < chunk.settled) continue;
            if (!builder_.is_at(ahead.scope())) builder_.go_to(ahead.scope(), process.scope(ahead.scope()));
            const bool beyond_limits =
                batch.items >= options_.batch_max_items || (batch.items != 0 && !builder_.has_room(payload.size()));
            if (beyond_limits || !builder_.add(payload)) {
                if (batch.items == 0) throw std::bad_alloc();
                batch.full = true;
                break;
            }
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
        process.dead->settle(chunk, settled);
        // May delete the process's folder, with its last chunk.
        if (settled == chunk.committed.records) recovery_->part_settled(process);
    }
}

}  // namespace telemetryflow::pipeline

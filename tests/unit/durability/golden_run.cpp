#include "unit/durability/golden_run.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "durability/record_cursor.hpp"
#include "durability/region_reader.hpp"

namespace telemetryflow::durability {

using hot::ChunkHeader;
using hot::ChunkPool;

namespace {

// The C library copies longer texts by an instruction that is traced byte by byte.
void copy_in_words(char* to, std::string_view from) {
    for (std::size_t at = 0; at < from.size(); at += 16)
        std::memcpy(to + at, from.data() + at, std::min<std::size_t>(16, from.size() - at));
}

}  // namespace

Unsettled recovered_from(std::span<char> region) {
    Unsettled found{{SignalType::Logs, {}}, {SignalType::Traces, {}}};
    for (const RegionChunk& chunk : unsettled_chunks(region)) {
        RecordCursor cursor(chunk);
        for (std::string_view payload; cursor.next(payload);) {
            if (cursor.index() <= chunk.settled) continue;
            found[chunk.signal].emplace_back(payload.substr(0, payload.find(' ')));
        }
        if (cursor.records_lost() != 0) found[chunk.signal].emplace_back("a record that is none");
    }
    return found;
}

GoldenRun::GoldenRun() : unsettled_{{SignalType::Logs, {}}, {SignalType::Traces, {}}} {
    auto region = std::make_unique<TracedRegion>(kBytes);
    region_ = region.get();
    hot::EngineOptions options;
    options.buffer_bytes = kBytes;
    options_.batches_grow = false;
    engine_ = hot::Engine::create(options, std::move(region));
    for (const SignalType signal : {SignalType::Logs, SignalType::Traces}) {
        sources_[signal] = std::make_unique<pipeline::StagedSource>(signal, *engine_, envelope_, options_, counts_);
    }
    // Of many sizes, so that records end anywhere in their words, and whole chunks come and go.
    for (const std::size_t bytes : {8U, 9U, 15U, 16U, 17U, 31U, 64U, 100U})
        record(SignalType::Logs, bytes);
    record(SignalType::Traces, 200);
    deliver(SignalType::Logs, 3);
    record(SignalType::Traces, 40);
    for (int i = 0; i < 7; ++i)
        record(SignalType::Logs, 5'000);
    deliver(SignalType::Logs, 6);
    deliver(SignalType::Logs, 100);
    record_forgery();
    record(SignalType::Logs, 50);
    deliver(SignalType::Logs, 1);
    for (int i = 0; i < 3; ++i) {
        deliver(SignalType::Logs, 1);
        record(SignalType::Traces, 9'000);
        record(SignalType::Logs, 9'000);
        deliver(SignalType::Traces, 100);
    }
    record(SignalType::Traces, 10);
    deliver(SignalType::Logs, 100);
    record(SignalType::Logs, 10);
}

void GoldenRun::record(SignalType signal, std::size_t bytes) {
    std::string payload = std::to_string(++records_) + " ";
    payload.resize(std::max(bytes, payload.size()), '.');
    stage(signal, payload);
}

// A record of several chunks, in which whole chunks with records of others lie wherever a chunk could begin.
void GoldenRun::record_forgery() {
    constexpr std::size_t kBefore = sizeof(ChunkHeader) + sizeof(hot::RecordHeader);
    std::string forged = std::to_string(++records_) + " ";
    forged.resize(3 * ChunkPool::kChunkBytes - kBefore, 'x');
    for (std::size_t at = ChunkPool::kChunkBytes - kBefore; at + 200 < forged.size(); at += ChunkPool::kChunkBytes) {
        const hot::Committed committed{static_cast<std::uint32_t>(hot::framed_size(6)), 1};
        ChunkHeader header{};
        header.magic.store(ChunkHeader::kMagic);
        header.capacity = ChunkPool::kChunkBytes - sizeof(ChunkHeader);
        header.sequence.store(1);
        header.signal.store(static_cast<std::uint8_t>(SignalType::Logs));
        header.committed.store(committed.to_word());
        const hot::RecordHeader record{6, hot::kRecordMark, 0, hot::record_sequence(1, 0)};
        std::memcpy(forged.data() + at, &header, sizeof(header));
        std::memcpy(forged.data() + at + sizeof(header), &record, sizeof(record));
        std::memcpy(forged.data() + at + sizeof(header) + sizeof(record), "forged", 6);
    }
    stage(SignalType::Logs, forged);
}

void GoldenRun::stage(SignalType signal, const std::string& payload) {
    const std::string name = payload.substr(0, payload.find(' '));
    Unsettled after = unsettled_;
    after[signal].push_back(name);
    note("record " + name, after, [&] {
        const bool staged =
            engine_->recorder()->stage(signal, payload.size(), [&](char* at) { copy_in_words(at, payload); });
        if (!staged) throw std::logic_error("no room for record " + name);
    });
}

void GoldenRun::deliver(SignalType signal, std::uint32_t at_most) {
    options_.batch_max_items = at_most;
    auto& under_way = under_way_[signal];
    if (under_way == nullptr) take(signal);
    if (under_way == nullptr) throw std::logic_error("nothing to deliver");
    Unsettled after = unsettled_;
    auto& left = after[signal];
    left.erase(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(under_way->items));
    note("settle " + std::to_string(under_way->items), after, [&] { sources_[signal]->settle(*under_way); });
    take(signal);
}

void GoldenRun::take(SignalType signal) {
    auto batch = std::make_unique<pipeline::Batch>();
    bool is_any = false;
    note("take a batch", unsettled_, [&] { is_any = sources_[signal]->next(*batch); });
    if (!is_any) batch.reset();
    under_way_[signal] = std::move(batch);
}

void GoldenRun::note(const std::string& what, const Unsettled& after, const std::function<void()>& work) {
    Step step{what, {region_->data(), region_->data() + kBytes}, {}, unsettled_, after};
    region_->begin();
    work();
    step.stores = region_->end();
    unsettled_ = after;
    steps_.push_back(std::move(step));
}

}  // namespace telemetryflow::durability

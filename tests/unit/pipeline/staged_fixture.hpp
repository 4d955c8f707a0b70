#pragma once

// A staging region without a worker: the test writes records, takes batches, and may spoil the region's bytes.

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hot/engine.hpp"
#include "pipeline/staged_source.hpp"
#include "support/scoped_request.hpp"

namespace telemetryflow::tests {

class StagedFixture : public ::testing::Test {
protected:
    static constexpr SignalType kSignal = SignalType::Logs;

    /// A chunk that is written by hand, as a thread writes its own.
    struct Chunk {
        hot::StagingWriter writer;
        std::uint32_t index = 0;
    };

    Chunk& new_chunk(SignalType signal = kSignal, std::size_t payload = 100) {
        auto chunk = std::make_unique<Chunk>();
        EXPECT_TRUE(chunk->writer.take_chunk(engine_->pool, signal, payload));
        // The writer does not tell its chunk's index; it is the youngest one.
        std::vector<std::uint32_t> used;
        engine_->pool.in_use(signal, used);
        chunk->index = used.back();
        return *chunks_.emplace_back(std::move(chunk));
    }
    static void put(Chunk& chunk, std::string_view payload) {
        char* const at = chunk.writer.reserve(payload.size());
        ASSERT_NE(at, nullptr);
        std::memcpy(at, payload.data(), payload.size());
        chunk.writer.commit(payload.size());
    }
    static void put(Chunk& chunk, std::initializer_list<std::string_view> payloads) {
        for (const std::string_view payload : payloads)
            put(chunk, payload);
    }
    void detach(Chunk& chunk) { chunk.writer.detach(engine_->pool); }

    /// The header of the record that follows `before` payloads of `payload` bytes.
    hot::RecordHeader& header(const Chunk& chunk, std::size_t before, std::size_t payload) {
        return *reinterpret_cast<hot::RecordHeader*>(engine_->pool.records(chunk.index) +
                                                     before * hot::framed_size(payload));
    }

    pipeline::StagedSource& source() {
        if (source_ == nullptr)
            source_ = std::make_unique<pipeline::StagedSource>(kSignal, *engine_, envelope_, options_, counts_);
        return *source_;
    }
    /// The next batch's records without what stands around them; "nothing" when there is no batch.
    std::string take(pipeline::Batch& batch) {
        batch.clear();
        if (!source().next(batch)) return "nothing";
        const std::size_t around = empty_body_bytes(batch);
        return std::string(batch.body().substr(around));
    }
    std::string take() { return take(batch_); }
    std::string take_and_settle() {
        std::string taken = take();
        if (taken != "nothing") source().settle(batch_);
        return taken;
    }

    /// What a request adds to so many bytes of records.
    std::size_t overhead(std::size_t elements) const {
        return request_overhead(envelope_, engine_->scopes.at(hot::Scope::kOwn).fields, elements);
    }

    std::uint64_t dropped(const std::string& reason) const {
        const auto drops = counts_.read()[static_cast<std::size_t>(kSignal)].dropped;
        const auto found = drops.find(reason);
        return found == drops.end() ? 0 : found->second;
    }
    std::vector<std::uint32_t> chunks_in_use() const {
        std::vector<std::uint32_t> used;
        engine_->pool.in_use(kSignal, used);
        return used;
    }

    pipeline::PipelineOptions options_;
    hot::EngineRef engine_ = hot::Engine::create({});
    pipeline::Envelope envelope_{""};
    pipeline::DeliveryCounts counts_;
    pipeline::Batch batch_;

private:
    // The records end the body, so all that is not a record stands before them.
    std::size_t empty_body_bytes(const pipeline::Batch& batch) const {
        for (std::size_t elements = 0; elements <= batch.body().size(); ++elements) {
            if (elements + overhead(elements) == batch.body().size()) return batch.body().size() - elements;
        }
        ADD_FAILURE() << "the body is of no size that a request can have";
        return 0;
    }

    std::vector<std::unique_ptr<Chunk>> chunks_;
    std::unique_ptr<pipeline::StagedSource> source_;
};

}  // namespace telemetryflow::tests

#pragma once

// An engine that records, without a client or a worker, and what it has staged, decoded.

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "hot/engine.hpp"
#include "hot/record.hpp"
#include "support/otlp_requests.hpp"

namespace telemetryflow::tests {

class OpenEngine {
public:
    explicit OpenEngine(hot::EngineOptions options = {}) : engine_(hot::Engine::create(std::move(options))) {
        engine_->open(starter_);
    }
    ~OpenEngine() { engine_->retire(); }
    OpenEngine(const OpenEngine&) = delete;
    OpenEngine& operator=(const OpenEngine&) = delete;

    hot::Engine& operator*() const { return *engine_; }
    hot::Engine* operator->() const { return &*engine_; }

    [[nodiscard]] std::vector<LogRecord> logs() const {
        otlp::logs::v1::ScopeLogs all;
        EXPECT_TRUE(all.ParseFromString(staged(SignalType::Logs)));
        return {all.log_records().begin(), all.log_records().end()};
    }
    [[nodiscard]] std::vector<otlp::trace::v1::Span> spans() const {
        otlp::trace::v1::ScopeSpans all;
        EXPECT_TRUE(all.ParseFromString(staged(SignalType::Traces)));
        return {all.spans().begin(), all.spans().end()};
    }

private:
    struct Starter final : hot::ChildStarter {
        void start_in_child() override {}
    };

    // The elements of a list, one after another: a message that has nothing else.
    [[nodiscard]] std::string staged(SignalType signal) const {
        std::vector<std::uint32_t> chunks;
        engine_->pool.in_use(signal, chunks);
        std::string elements;
        for (const std::uint32_t index : chunks) {
            const char* at = engine_->pool.records(index);
            const char* const end = at + hot::Committed::from_word(engine_->pool.header(index).committed).bytes;
            while (at < end) {
                hot::RecordHeader header;
                std::memcpy(&header, at, sizeof(header));
                elements.append(at + sizeof(header), header.size);
                at += hot::framed_size(header.size);
            }
        }
        return elements;
    }

    Starter starter_;
    hot::EngineRef engine_;
};

}  // namespace telemetryflow::tests

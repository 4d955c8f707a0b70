#pragma once

// Processes over a state directory whose backend goes down and comes back: what it took, and what it refused before.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "durability/mapped_region.hpp"
#include "support/otlp_requests.hpp"
#include "support/temp_dir.hpp"
#include "support/wait_until.hpp"
#include "unit/pipeline/pipeline_harness.hpp"

namespace telemetryflow::tests {

/// A backend that is told what to answer, and keeps apart what it took and what it did not.
class SwitchedBackend {
public:
    using Request = testing::InMemoryExporter::Request;

    void answer(ExportResult result) {
        const std::lock_guard lock(mutex_);
        answer_ = std::move(result);
    }
    [[nodiscard]] std::vector<Request> taken() const {
        const std::lock_guard lock(mutex_);
        return taken_;
    }
    [[nodiscard]] std::vector<Request> refused() const {
        const std::lock_guard lock(mutex_);
        return refused_;
    }
    [[nodiscard]] std::size_t attempts() const {
        const std::lock_guard lock(mutex_);
        return taken_.size() + refused_.size();
    }
    /// Bodies of logs and names of spans that it took, in order.
    [[nodiscard]] std::vector<std::string> records() const {
        std::vector<std::string> all;
        for (const Request& request : taken()) {
            if (request.signal == SignalType::Logs) {
                const LogsRequest logs = decode_logs(request.body);
                for (const auto& resource : logs.resource_logs())
                    for (const auto& scope : resource.scope_logs())
                        for (const auto& log : scope.log_records())
                            all.push_back(log.body().string_value());
            } else if (request.signal == SignalType::Traces) {
                const TraceRequest traces = decode_traces(request.body);
                for (const auto& resource : traces.resource_spans())
                    for (const auto& scope : resource.scope_spans())
                        for (const auto& span : scope.spans())
                            all.push_back(span.name());
            }
        }
        return all;
    }

    class Exporter final : public telemetryflow::Exporter {
    public:
        explicit Exporter(std::shared_ptr<SwitchedBackend> backend) : backend_(std::move(backend)) {}
        ExportResult export_batch(const ExportRequest& request) override {
            const std::lock_guard lock(backend_->mutex_);
            const bool takes = backend_->answer_.outcome == ExportOutcome::Delivered;
            (takes ? backend_->taken_ : backend_->refused_)
                .push_back({request.signal,
                            {reinterpret_cast<const char*>(request.body.data()), request.body.size()},
                            request.items,
                            std::string(request.batch_id)});
            return backend_->answer_;
        }

    private:
        std::shared_ptr<SwitchedBackend> backend_;
    };

private:
    mutable std::mutex mutex_;
    ExportResult answer_;
    std::vector<Request> taken_;
    std::vector<Request> refused_;
};

class SpillTest : public ::testing::Test {
protected:
    static constexpr std::size_t kRegionBytes = 16 * hot::ChunkPool::kChunkBytes;

    struct Process {
        explicit Process(const SpillTest& test, const std::string& resource = "", bool is_down = false)
            : engine(hot::Engine::create(engine_options(),
                                         std::make_unique<durability::MappedRegion>(test.state_, kRegionBytes))) {
            if (is_down) backend->answer(kDown);
            start(test.options_, resource);
        }
        void start(const pipeline::PipelineOptions& options, const std::string& resource = "") {
            pipeline = std::make_unique<pipeline::Pipeline>(
                engine, std::make_shared<SwitchedBackend::Exporter>(backend), diagnostics, options,
                [resource] { return resource; }, counts);
            pipeline->start();
        }
        static hot::EngineOptions engine_options() {
            hot::EngineOptions options;
            options.buffer_bytes = kRegionBytes;
            return options;
        }

        void log(const std::string& body) { hot::emit_log(*engine, body, SeverityLevel::Info, {}); }
        void span(const std::string& name) {
            hot::end_span(*engine, hot::start_span(*engine, name, SpanKind::Internal, {}), 0);
        }
        bool flush(std::chrono::milliseconds timeout = std::chrono::seconds(20)) { return pipeline->flush(timeout); }
        [[nodiscard]] pipeline::SignalStatus of(SignalType signal) const {
            return pipeline->status().signals[static_cast<std::size_t>(signal)];
        }
        [[nodiscard]] std::uint64_t spooled(SignalType signal = SignalType::Logs) const {
            return of(signal).delivery.in_spool;
        }
        /// More than once, because a flush that ends before the worker runs tries nothing.
        template <class Condition>
        bool flushes_until(Condition condition) {
            return test::wait_until([&] {
                flush(std::chrono::milliseconds(20));
                return condition();
            });
        }
        bool spools(std::uint64_t items, SignalType signal = SignalType::Logs) {
            return flushes_until([&] { return spooled(signal) == items; });
        }
        [[nodiscard]] std::uint64_t dropped(const std::string& reason, SignalType signal = SignalType::Logs) const {
            const auto dropped = of(signal).delivery.dropped;
            const auto found = dropped.find(reason);
            return found == dropped.end() ? 0 : found->second;
        }
        [[nodiscard]] pipeline::SignalDelivery recovered(SignalType signal = SignalType::Logs) const {
            return pipeline->recovered()[static_cast<std::size_t>(signal)];
        }
        [[nodiscard]] bool said(const std::string& text) const {
            for (const std::string& line : diagnostics->lines())
                if (line.find(text) != std::string::npos) return true;
            return false;
        }
        /// Exact whenever nothing is recorded or sent; polled, because the worker may be about to count.
        void expect_balanced() const {
            for (const SignalType signal : kAllSignals)
                EXPECT_TRUE(test::wait_until([&] { return unaccounted(of(signal)) == 0; }))
                    << to_string(signal) << ": " << unaccounted(of(signal));
        }

        std::shared_ptr<SwitchedBackend> backend = std::make_shared<SwitchedBackend>();
        std::shared_ptr<RecordedDiagnostics> diagnostics = std::make_shared<RecordedDiagnostics>();
        std::shared_ptr<pipeline::DeliveryCounts> counts = std::make_shared<pipeline::DeliveryCounts>();
        hot::EngineRef engine;
        std::unique_ptr<pipeline::Pipeline> pipeline;
    };

    SpillTest() {
        options_ = PipelineHarness::quick();
        options_.spool_max_bytes = 64U << 20U;
    }

    // Runs `work(Process&)` in a process that is killed after it.
    template <class Work>
    void in_killed_process(Work work, const std::string& resource = "", bool is_down = true) {
        const pid_t child = ::fork();
        if (child == 0) {
            work(*new Process(*this, resource, is_down));
            ::kill(::getpid(), SIGKILL);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    }
    // Records `count` logs of about `bytes` each, waiting for the worker where the region is nearly full.
    static void record_patiently(Process& process, int count, std::size_t bytes, int from = 0) {
        for (int i = from; i < from + count; ++i) {
            if (process.engine->pool.used_bytes() * 4 > process.engine->pool.capacity_bytes() * 3) {
                test::wait_until(
                    [&] { return process.engine->pool.used_bytes() * 4 <= process.engine->pool.capacity_bytes() * 3; });
            }
            process.log("log " + std::to_string(i) + " " + std::string(bytes, '.'));
        }
    }
    static std::set<std::string> expected_logs(int from, int to, std::size_t bytes) {
        std::set<std::string> all;
        for (int i = from; i < to; ++i)
            all.insert("log " + std::to_string(i) + " " + std::string(bytes, '.'));
        return all;
    }
    static std::set<std::string> once(const std::vector<std::string>& records) {
        const std::set<std::string> set(records.begin(), records.end());
        EXPECT_EQ(set.size(), records.size()) << "some arrived twice";
        return set;
    }
    [[nodiscard]] std::vector<std::filesystem::path> segments() const {
        // The worker deletes files meanwhile.
        std::error_code gone;
        std::vector<std::filesystem::path> found;
        for (std::filesystem::recursive_directory_iterator at(state_->path(), gone), end; at != end; at.increment(gone))
            if (at->path().filename().string().starts_with("segment-")) found.push_back(at->path());
        return found;
    }
    [[nodiscard]] std::uint64_t segment_bytes() const {
        std::uint64_t bytes = 0;
        for (const auto& file : segments()) {
            std::error_code gone;
            const std::uint64_t size = std::filesystem::file_size(file, gone);
            bytes += gone ? 0 : size;
        }
        return bytes;
    }

    static inline const ExportResult kDown{.outcome = ExportOutcome::Retryable, .reason = "connect"};
    static inline const ExportResult kForbidden{.outcome = ExportOutcome::Held, .reason = "http_401"};

    test::TempDir folder_;
    std::shared_ptr<const durability::StateDirectory> state_ =
        std::make_shared<durability::StateDirectory>(folder_.path(), "shop");
    pipeline::PipelineOptions options_;
};

}  // namespace telemetryflow::tests

// Records of random sizes, limits of random sizes and an exporter that answers as it likes: what requests look like,
// and that every record is delivered once or counted.

#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "property/generator.hpp"
#include "support/otlp_requests.hpp"
#include "unit/pipeline/pipeline_harness.hpp"

namespace telemetryflow::tests::property {
namespace {

constexpr std::size_t kThreads = 3;

/// One batch with every attempt to deliver it.
struct SentBatch {
    SignalType signal;
    std::string body;
    std::uint64_t items = 0;
    std::vector<ExportResult> answers;
};

ExportResult random_answer(Generator& random) {
    ExportResult answer;
    switch (random.below(8)) {
        case 0:
        case 1: answer.outcome = ExportOutcome::Retryable; break;
        case 2:
            answer.outcome = ExportOutcome::Refused;
            answer.reason = "http_400";
            break;
        case 3: answer.outcome = ExportOutcome::Held; break;
        case 4: answer.rejected_items = random.below(20); break;
        default: break;
    }
    return answer;
}

class BatchingProgram {
    // Waited for an acceptable answer in vain: until the retries were used up, or until the end.
    static constexpr const char* kGivenUp = "given up";
    static constexpr std::uint32_t kDrains = 2;  // one flush and the shutdown

public:
    explicit BatchingProgram(Generator& random)
        : random_(random), options_(pipeline_options()), harness_(engine_options(), options_) {
        for (int i = 0; i < 400; ++i)
            answers_.push_back(random_answer(random_));
        for (const ExportResult& answer : answers_)
            harness_.record->answer_next(answer);
    }

    void run() {
        std::vector<std::thread> threads;
        for (std::size_t thread = 0; thread < kThreads; ++thread) {
            threads.emplace_back([this, thread, seed = random_.bits()] { record(thread, seed); });
        }
        for (std::thread& thread : threads)
            thread.join();
        // At rest, so that what was sent and what was counted can be compared.
        ASSERT_TRUE(harness_.flush());
        ASSERT_TRUE(harness_.pipeline.shutdown(std::chrono::seconds(10)));
        read_requests();
        if (::testing::Test::HasFatalFailure()) return;
        const pipeline::PipelineStatus status = harness_.pipeline.status();
        for (const SignalType signal : kAllSignals)
            check_counts(signal, status.signals[static_cast<std::size_t>(signal)]);
        check_points();
    }

private:
    hot::EngineOptions engine_options() {
        hot::EngineOptions options;
        ample_ = random_.chance(50);
        options.buffer_bytes = ample_ ? std::size_t{64} << 20U : std::size_t{random_.between(4, 40)} << 14U;
        options.batch_items = options_.batch_max_items;
        options.max_record_bytes = random_.chance(50) ? options_.batch_max_bytes : 8192;
        options.overflow_policy = random_.chance(50) ? OverflowPolicy::Block : OverflowPolicy::DropNewest;
        options.overflow_timeout = std::chrono::milliseconds(5);
        return options;
    }
    pipeline::PipelineOptions pipeline_options() {
        pipeline::PipelineOptions options = PipelineHarness::quick();
        options.batch_max_items = static_cast<std::uint32_t>(random_.between(1, 300));
        options.batch_max_bytes = random_.between(1U << 10U, 256U << 10U);
        if (random_.chance(50)) options.batch_timeout = std::chrono::milliseconds(1);
        options.retry_enabled = random_.chance(80);
        options.max_retries = static_cast<std::uint32_t>(random_.below(4));
        options.requests_per_second = 0;
        return options;
    }

    void record(std::size_t thread, std::uint64_t seed) {
        Generator random(seed);
        const std::uint64_t longest = random.chance(30) ? 20'000 : 300;
        for (std::uint64_t i = 0; i < 200; ++i) {
            const std::string name = std::to_string(thread) + ' ' + std::to_string(i);
            const std::string padding(random.below(longest), 'x');
            // An array is not cut as a string is, so the record has the size that was drawn.
            const std::vector<std::string_view> pieces(padding.size() / 100, std::string_view(padding).substr(0, 100));
            const std::string metric = "m" + name;
            switch (random.below(3)) {
                case 0: harness_.log(name, {{"padding", pieces}}); break;
                case 1: harness_.span(name, {{"padding", pieces}}); break;
                default:
                    hot::add(*harness_.engine,
                             {.kind = kind_of(i), .name = metric, .attributes = {{"padding", padding}}},
                             std::int64_t{1});
            }
        }
    }
    static hot::InstrumentKind kind_of(std::uint64_t i) {
        return i % 2 == 0 ? hot::InstrumentKind::Counter : hot::InstrumentKind::UpDownCounter;
    }

    void read_requests() {
        const auto requests = harness_.record->requests();
        for (std::size_t i = 0; i < requests.size(); ++i) {
            const auto& request = requests[i];
            ASSERT_FALSE(request.batch_id.empty());
            const auto [found, is_new] = by_id_.try_emplace(request.batch_id, batches_.size());
            if (is_new) {
                batches_.push_back({request.signal, request.body, request.items, {}});
                look_into(batches_.back());
            }
            SentBatch& batch = batches_[found->second];
            EXPECT_EQ(batch.signal, request.signal);
            EXPECT_EQ(batch.items, request.items);
            EXPECT_TRUE(batch.body == request.body) << "a retry has other bytes";
            batch.answers.push_back(i < answers_.size() ? answers_[i] : ExportResult{});
        }
    }

    void look_into(const SentBatch& batch) {
        EXPECT_GT(batch.items, 0U);
        EXPECT_LE(batch.items, options_.batch_max_items);
        EXPECT_TRUE(batch.items == 1 || batch.body.size() <= options_.batch_max_bytes) << batch.body.size();
        std::uint64_t items = 0;
        if (batch.signal == SignalType::Traces) {
            const TraceRequest request = decode_traces(batch.body);
            for (const auto& span : request.resource_spans(0).scope_spans(0).spans()) {
                see(batch.signal, span.name());
                ++items;
            }
        } else if (batch.signal == SignalType::Logs) {
            const LogsRequest request = decode_logs(batch.body);
            for (const auto& log : request.resource_logs(0).scope_logs(0).log_records()) {
                see(batch.signal, log.body().string_value());
                ++items;
            }
        } else {
            const MetricsRequest request = decode_metrics(batch.body);
            for (const auto& metric : request.resource_metrics(0).scope_metrics(0).metrics()) {
                for (const auto& point : metric.sum().data_points()) {
                    EXPECT_TRUE(points_[point.time_unix_nano()].insert(metric.name()).second) << metric.name();
                    ++items;
                }
            }
        }
        EXPECT_EQ(items, batch.items);
    }

    void see(SignalType signal, const std::string& name) {
        EXPECT_TRUE(seen_[signal].insert(name).second) << name << " is in two batches";
        if (!ample_) return;  // threads that share a chunk, as they do when chunks are scarce, may overtake themselves
        const std::size_t space = name.find(' ');
        const auto number = std::stoll(name.substr(space + 1));
        long long& latest = latest_.try_emplace({signal, name.substr(0, space)}, -1).first->second;
        EXPECT_GT(number, latest) << "a thread's records changed their order";
        latest = number;
    }

    // What the answers that a batch got must have done to it.
    void check_counts(SignalType signal, const pipeline::SignalStatus& status) {
        std::uint64_t delivered = 0;
        std::uint64_t rejected = 0;
        std::map<std::string, std::uint64_t> dropped;
        for (const SentBatch& batch : batches_) {
            if (batch.signal != signal) continue;
            std::uint32_t failures = 0;
            for (std::size_t i = 0; i < batch.answers.size(); ++i) {
                const ExportResult& answer = batch.answers[i];
                bool final = true;
                switch (answer.outcome) {
                    case ExportOutcome::Delivered:
                        rejected += std::min(answer.rejected_items, batch.items);
                        delivered += batch.items - std::min(answer.rejected_items, batch.items);
                        break;
                    case ExportOutcome::Refused: dropped[answer.reason] += batch.items; break;
                    case ExportOutcome::Held: final = false; break;
                    case ExportOutcome::Retryable:
                        // An attempt that a flush hastened is none of the retries, so each flush may add one.
                        EXPECT_LE(++failures, options_.max_retries + 1 + kDrains);
                        final = !options_.retry_enabled;
                        if (final) dropped["export_failed"] += batch.items;
                        break;
                }
                const bool is_last = i + 1 == batch.answers.size();
                EXPECT_TRUE(is_last || !final) << "attempt " << i + 2 << " of a batch that is done with";
                if (is_last && !final) dropped[kGivenUp] += batch.items;
            }
        }
        EXPECT_EQ(status.delivery.delivered, delivered);
        EXPECT_EQ(status.delivery.rejected, rejected);
        EXPECT_EQ(status.in_memory, 0U);
        EXPECT_EQ(unaccounted(status), 0);
        std::map<std::string, std::uint64_t> counted = status.delivery.dropped;
        for (const char* reason : {"retries_exhausted", "shutdown"}) {
            if (const auto found = counted.find(reason); found != counted.end()) counted[kGivenUp] += found->second;
        }
        for (const auto& [reason, count] : dropped) {
            // Points that were collected after the last flush and never sent are counted there too.
            if (signal == SignalType::Metrics && reason == kGivenUp) {
                EXPECT_GE(counted[reason], count) << reason;
            } else {
                EXPECT_EQ(counted[reason], count) << reason;
            }
        }
        if (signal == SignalType::Metrics) return;
        std::uint64_t never_staged = 0;
        for (const char* reason : {"queue_full", "record_too_large"}) {
            const auto found = status.delivery.dropped.find(reason);
            if (found != status.delivery.dropped.end()) never_staged += found->second;
        }
        EXPECT_EQ(seen_[signal].size() + never_staged, status.created);
        EXPECT_FALSE(ample_ && status.delivery.dropped.contains("queue_full"));
    }

    // A collection has every series that existed, each once; only the last one may be cut short by the shutdown.
    void check_points() {
        std::size_t most = 0;
        for (const auto& [time, names] : points_)
            most = std::max(most, names.size());
        EXPECT_EQ(most, harness_.engine->metrics.series_count());
    }

    Generator& random_;
    pipeline::PipelineOptions options_;
    bool ample_ = false;
    std::vector<ExportResult> answers_;
    PipelineHarness harness_;
    std::map<std::string, std::size_t> by_id_;
    std::vector<SentBatch> batches_;
    std::map<SignalType, std::set<std::string>> seen_;
    std::map<std::pair<SignalType, std::string>, long long> latest_;
    std::map<std::uint64_t, std::set<std::string>> points_;
};

TEST(BatchingPropertyTest, EveryRecordIsDeliveredOnceOrCounted) {
    for_each_seed([](Generator& random) {
        for (int program = 0; program < 25 && !::testing::Test::HasFailure(); ++program) {
            SCOPED_TRACE("program " + std::to_string(program));
            BatchingProgram(random).run();
        }
    });
}

}  // namespace
}  // namespace telemetryflow::tests::property

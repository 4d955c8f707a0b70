// The SDK's own metrics (with_self_telemetry), decoded, beside what the client really did.

#include <map>
#include <set>
#include <utility>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

TelemetryConfig with_own_metrics() {
    TelemetryConfig config = test_config();
    config.self_telemetry = true;
    config.retry_enabled = false;
    return config;
}

ExportResult failure(ExportOutcome outcome, const std::string& reason) {
    ExportResult result;
    result.outcome = outcome;
    result.reason = reason;
    return result;
}

class SelfTelemetryTest : public ::testing::Test {
protected:
    explicit SelfTelemetryTest(const TelemetryConfig& config = with_own_metrics()) : client_(config) {}

    static bool is_own(const Metric& metric) { return metric.name().starts_with("otel.sdk."); }
    // The value of the only point with just this error, or without one; -1: there is no such point.
    static std::int64_t value(const Received& received, const std::string& name, const std::string& error = {}) {
        std::int64_t found = -1;
        for (const auto& point : received.metric(name).sum().data_points()) {
            const auto attributes = attributes_of(point);
            const auto at = attributes.find("error.type");
            if ((at == attributes.end() ? "" : at->second) != error) continue;
            EXPECT_EQ(found, -1) << name << " has two points alike";
            found = point.as_int();
        }
        return found;
    }
    std::map<std::string, std::string> attributes(const Received& received, const std::string& name) {
        const Metric& metric = received.metric(name);
        if (metric.has_histogram()) return attributes_of(metric.histogram().data_points(0));
        return attributes_of(metric.sum().data_points(0));
    }
    void end_span() { const auto span = client_->span("s"); }
    void log(int count) {
        for (int i = 0; i < count; ++i)
            client_->log_info("l");
    }
    // The answer to the next request of logs: metrics come first, and are one request.
    void answer_logs(const ExportResult& answer) {
        client_.record->answer_next({});
        client_.record->answer_next(answer);
    }
    // What is settled now is told by the next collection.
    Received after_settling() {
        EXPECT_TRUE(client_->flush().complete);
        client_.record->clear();
        return client_.receive();
    }

    TestClient client_;
};

TEST_F(SelfTelemetryTest, TellsExactlyWhatBecameOfEverything) {
    for (int i = 0; i < 5; ++i)
        end_span();
    log(7);
    const SpanId open = client_->start_span("open");
    const Received told = after_settling();
    EXPECT_EQ(value(told, "otel.sdk.span.started"), 6);
    EXPECT_EQ(value(told, "otel.sdk.span.live"), 1);
    EXPECT_EQ(value(told, "otel.sdk.log.created"), 7);
    EXPECT_EQ(value(told, "otel.sdk.processor.span.processed"), 5);
    EXPECT_EQ(value(told, "otel.sdk.processor.span.queue.size"), 0);
    EXPECT_EQ(value(told, "otel.sdk.processor.log.processed"), 7);
    EXPECT_EQ(value(told, "otel.sdk.processor.log.queue.size"), 0);
    EXPECT_EQ(value(told, "otel.sdk.exporter.span.exported"), 5);
    EXPECT_EQ(value(told, "otel.sdk.exporter.span.inflight"), 0);
    EXPECT_EQ(value(told, "otel.sdk.exporter.log.exported"), 7);
    EXPECT_EQ(value(told, "otel.sdk.exporter.log.inflight"), 0);
    client_->end_span(open);
    const Received later = after_settling();
    EXPECT_EQ(value(later, "otel.sdk.span.live"), 0);
    EXPECT_EQ(value(later, "otel.sdk.exporter.span.exported"), 6);
}

TEST_F(SelfTelemetryTest, CountsItsOwnPointsOneCollectionLater) {
    client_->increment_counter("c");
    ASSERT_TRUE(client_->flush().complete);
    const auto delivered = client_->get_status().of(SignalType::Metrics).delivered;
    client_.record->clear();
    const Received told = client_.receive();
    EXPECT_EQ(value(told, "otel.sdk.exporter.metric_data_point.exported"), static_cast<std::int64_t>(delivered));
    EXPECT_TRUE(client_->get_status().of(SignalType::Metrics).balanced());
}

TEST_F(SelfTelemetryTest, NamesEveryFailure) {
    answer_logs(failure(ExportOutcome::Refused, "http_400"));
    log(3);
    ASSERT_TRUE(client_->flush().complete);
    ExportResult partial;
    partial.rejected_items = 2;
    answer_logs(partial);
    log(5);
    const Received told = after_settling();
    EXPECT_EQ(value(told, "otel.sdk.processor.log.processed"), 8);
    EXPECT_EQ(value(told, "otel.sdk.exporter.log.exported", "http_400"), 3);
    EXPECT_EQ(value(told, "otel.sdk.exporter.log.exported", "rejected"), 2);
    EXPECT_EQ(value(told, "otel.sdk.exporter.log.exported"), 3);
}

TEST_F(SelfTelemetryTest, TellsWhatCameAfterAShutdownOnceThereIsAnother) {
    log(1);
    client_->shutdown();
    log(4);
    client_.client.initialize();
    const Received told = after_settling();
    EXPECT_EQ(value(told, "otel.sdk.processor.log.processed", "already_shutdown"), 4);
    EXPECT_EQ(value(told, "otel.sdk.exporter.log.exported"), 1) << "the counts go on";
    EXPECT_EQ(value(told, "otel.sdk.log.created"), 5);
}

class HeldSelfTelemetryTest : public SelfTelemetryTest {
protected:
    HeldSelfTelemetryTest() : SelfTelemetryTest(held_for_long()) {}

    static TelemetryConfig held_for_long() {
        TelemetryConfig config = with_own_metrics();
        config.retry_max_backoff = std::chrono::hours(1);
        return config;
    }
};

TEST_F(HeldSelfTelemetryTest, TellsWhatIsUnderWayAndWhatWaits) {
    answer_logs(failure(ExportOutcome::Held, "http_401"));
    log(3);
    EXPECT_FALSE(client_->flush().complete);
    log(2);
    EXPECT_FALSE(client_->flush().complete);
    const Received told(*client_.record);
    EXPECT_EQ(value(told, "otel.sdk.exporter.log.inflight"), 3);
    EXPECT_EQ(value(told, "otel.sdk.exporter.log.exported"), 0);
    EXPECT_EQ(value(told, "otel.sdk.processor.log.queue.size"), 2);
    EXPECT_EQ(value(told, "otel.sdk.processor.log.processed"), 3);
    client_->shutdown(std::chrono::milliseconds(0));
}

TEST_F(SelfTelemetryTest, IsCumulativeFromTheFirstCollectionOnWithKnownUnits) {
    end_span();
    const Received first = after_settling();
    end_span();
    const Received second = after_settling();
    const std::map<std::string, std::string> units{
        {"otel.sdk.span.started", "{span}"},
        {"otel.sdk.span.live", "{span}"},
        {"otel.sdk.log.created", "{log_record}"},
        {"otel.sdk.processor.span.queue.size", "{span}"},
        {"otel.sdk.processor.span.processed", "{span}"},
        {"otel.sdk.processor.log.queue.size", "{log_record}"},
        {"otel.sdk.processor.log.processed", "{log_record}"},
        {"otel.sdk.exporter.span.inflight", "{span}"},
        {"otel.sdk.exporter.span.exported", "{span}"},
        {"otel.sdk.exporter.log.inflight", "{log_record}"},
        {"otel.sdk.exporter.log.exported", "{log_record}"},
        {"otel.sdk.exporter.metric_data_point.inflight", "{data_point}"},
        {"otel.sdk.exporter.metric_data_point.exported", "{data_point}"},
        {"otel.sdk.exporter.operation.duration", "s"},
        {"otel.sdk.metric_reader.collection.duration", "s"},
    };
    std::set<std::string> names;
    for (const Metric& metric : second.metrics) {
        EXPECT_TRUE(names.insert(metric.name()).second) << metric.name();
        ASSERT_TRUE(units.contains(metric.name())) << metric.name();
        EXPECT_EQ(metric.unit(), units.at(metric.name()));
        EXPECT_FALSE(metric.description().empty());
        if (metric.has_histogram()) {
            EXPECT_EQ(metric.histogram().aggregation_temporality(),
                      otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE);
            continue;
        }
        EXPECT_EQ(metric.sum().aggregation_temporality(), otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE);
        const std::string& name = metric.name();
        EXPECT_EQ(metric.sum().is_monotonic(),
                  !name.ends_with("live") && !name.ends_with("size") && !name.ends_with("inflight"))
            << name;
        EXPECT_EQ(metric.sum().data_points(0).start_time_unix_nano(),
                  first.metric(name).sum().data_points(0).start_time_unix_nano());
    }
    EXPECT_EQ(names.size(), units.size());
}

TEST_F(SelfTelemetryTest, NamesItsComponents) {
    end_span();
    const Received told = after_settling();
    using Attributes = std::map<std::string, std::string>;
    EXPECT_EQ(attributes(told, "otel.sdk.span.live"), (Attributes{{"otel.span.sampling_result", "RECORD_AND_SAMPLE"}}));
    EXPECT_EQ(attributes(told, "otel.sdk.processor.span.processed"),
              (Attributes{{"otel.component.type", "batching_span_processor"},
                          {"otel.component.name", "batching_span_processor/0"}}));
    EXPECT_EQ(attributes(told, "otel.sdk.exporter.span.exported"),
              (Attributes{{"otel.component.type", "telemetryflow::testing::InMemoryExporter"},
                          {"otel.component.name", "telemetryflow::testing::InMemoryExporter/0"}}));
    EXPECT_EQ(attributes(told, "otel.sdk.metric_reader.collection.duration"),
              (Attributes{{"otel.component.type", "periodic_metric_reader"},
                          {"otel.component.name", "periodic_metric_reader/0"}}));
}

TEST_F(SelfTelemetryTest, MeasuresEveryAttemptAndCollection) {
    answer_logs(failure(ExportOutcome::Refused, "http_400"));
    log(1);
    ASSERT_TRUE(client_->flush().complete);
    const Received told = after_settling();
    std::map<std::string, std::uint64_t> attempts;
    for (const auto& point : told.metric("otel.sdk.exporter.operation.duration").histogram().data_points()) {
        const auto attributes = attributes_of(point);
        attempts[attributes.contains("error.type") ? attributes.at("error.type") : "none"] += point.count();
        EXPECT_EQ(point.explicit_bounds_size(), 14);
        EXPECT_EQ(point.bucket_counts_size(), 15);
        EXPECT_GE(point.sum(), 0);
        EXPECT_LE(point.min(), point.max());
    }
    EXPECT_EQ(attempts["http_400"], 1U);
    EXPECT_EQ(attempts["none"], 2U) << "the metrics of the two flushes before";
    EXPECT_EQ(told.metric("otel.sdk.metric_reader.collection.duration").histogram().data_points(0).count(), 3U);
}

TEST_F(SelfTelemetryTest, HasAScopeOfItsOwn) {
    client_->increment_counter("c");
    ASSERT_TRUE(client_->flush().complete);
    std::set<std::pair<std::string, bool>> scopes;
    for (const auto& request : client_.record->requests()) {
        const auto decoded = decode_metrics(request.body);
        for (const auto& scope : decoded.resource_metrics(0).scope_metrics()) {
            for (const Metric& metric : scope.metrics())
                scopes.emplace(scope.scope().name(), is_own(metric));
        }
        EXPECT_GT(decoded.resource_metrics(0).resource().attributes_size(), 0);
    }
    EXPECT_EQ(scopes, (std::set<std::pair<std::string, bool>>{{"telemetryflow", false}, {"telemetryflow.sdk", true}}));
}

TEST_F(SelfTelemetryTest, SendsNothingForItsOwnSake) {
    ASSERT_TRUE(client_->flush().complete);
    const std::size_t requests = client_.record->requests().size();
    EXPECT_EQ(requests, 1U);
    ASSERT_TRUE(client_->flush().complete);
    EXPECT_EQ(client_.record->requests().size(), 2 * requests);
    EXPECT_EQ(client_.record->requests().front().items, 14U) << "no point before anything was exported is missing";
}

TEST(SelfTelemetryOffTest, ThereIsNone) {
    TestClient client;
    client->increment_counter("c");
    client->log_info("l");
    for (const Metric& metric : client.receive().metrics)
        EXPECT_EQ(metric.name(), "c");
}

TEST(SelfTelemetryOffTest, LeavesOutSignalsThatAreOff) {
    TelemetryConfig config = with_own_metrics();
    config.enable_logs = false;
    TestClient client(config);
    const Received told = client.receive();
    EXPECT_FALSE(told.metrics.empty());
    for (const Metric& metric : told.metrics)
        EXPECT_EQ(metric.name().find(".log"), std::string::npos) << metric.name();
}

TEST(SelfTelemetryOffTest, IsCumulativeWhereTheProgramsMetricsAreDeltas) {
    TelemetryConfig config = with_own_metrics();
    config.temporality = Temporality::Delta;
    TestClient client(config);
    client->increment_counter("c");
    const Received told = client.receive();
    EXPECT_EQ(told.metric("c").sum().aggregation_temporality(), otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA);
    EXPECT_EQ(told.metric("otel.sdk.span.started").sum().aggregation_temporality(),
              otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE);
}

}  // namespace
}  // namespace telemetryflow::tests

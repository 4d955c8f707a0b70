#include "infrastructure/otlp/otlp_exporter.hpp"

#include <string>

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

/// Remembers what it was asked to do and answers as told.
class RecordingTransport final : public Transport {
public:
    struct Log {
        std::string body;
        std::string batch_id;
        SignalType signal = SignalType::Traces;
        bool gzip = false;
        int sends = 0;
        int interrupts = 0;
        int abandons = 0;
        TransportResponse answer;
    };

    explicit RecordingTransport(Log& log) : log_(log) {}

    TransportResponse send(const TransportRequest& request) override {
        ++log_.sends;
        log_.body.assign(reinterpret_cast<const char*>(request.body.data()), request.body.size());
        log_.batch_id = request.batch_id;
        log_.signal = request.signal;
        log_.gzip = request.gzip;
        return log_.answer;
    }
    void interrupt() noexcept override { ++log_.interrupts; }
    void abandon_after_fork() noexcept override { ++log_.abandons; }

private:
    Log& log_;
};

class OtlpExporterTest : public ::testing::Test {
protected:
    OtlpExporterTest() {
        settings_.protocol = Protocol::Http;
        log_.answer.http_status = 200;
    }

    std::unique_ptr<OtlpExporter> make() {
        return std::make_unique<OtlpExporter>(std::make_unique<RecordingTransport>(log_), settings_);
    }

    static ExportRequest request_of(const std::string& body) {
        ExportRequest request;
        request.signal = SignalType::Logs;
        request.body = std::as_bytes(std::span(body));
        request.items = 5;
        request.batch_id = "id-1";
        return request;
    }

    RecordingTransport::Log log_;
    OtlpExporter::Settings settings_;
};

TEST_F(OtlpExporterTest, HandsTheBatchToTheTransport) {
    settings_.gzip = false;
    const std::string body(1000, 'a');
    EXPECT_EQ(make()->export_batch(request_of(body)).outcome, ExportOutcome::Delivered);
    EXPECT_EQ(log_.body, body);
    EXPECT_EQ(log_.batch_id, "id-1");
    EXPECT_EQ(log_.signal, SignalType::Logs);
    EXPECT_FALSE(log_.gzip);
}

TEST_F(OtlpExporterTest, SendsTheSameBytesOnEveryAttempt) {
    const auto exporter = make();
    const std::string body(1000, 'a');
    exporter->export_batch(request_of(body));
    const auto first = log_.body;
    exporter->export_batch(request_of(std::string(5000, 'b')));
    exporter->export_batch(request_of(body));
    EXPECT_TRUE(log_.gzip);
    EXPECT_EQ(log_.body, first);
}

TEST_F(OtlpExporterTest, SendsABodyThatGzipWouldNotShrinkAsItIs) {
    const std::string body = "x";
    make()->export_batch(request_of(body));
    EXPECT_FALSE(log_.gzip);
    EXPECT_EQ(log_.body, "x");
}

TEST_F(OtlpExporterTest, RefusesABodyOverTheLimitWithoutSending) {
    settings_.max_request_bytes = 99;
    const auto exporter = make();
    const auto result = exporter->export_batch(request_of(std::string(100, 'a')));
    EXPECT_EQ(result.outcome, ExportOutcome::Refused);
    EXPECT_EQ(result.reason, "request_too_large");
    EXPECT_EQ(log_.sends, 0);
    EXPECT_EQ(exporter->export_batch(request_of(std::string(99, 'a'))).outcome, ExportOutcome::Delivered);
}

TEST_F(OtlpExporterTest, WarnsOfAnUnreadableAnswerOnceAndOfRejectedItemsAlways) {
    const auto exporter = make();
    log_.answer.content_type = "text/html";
    log_.answer.body = "<html>";
    EXPECT_FALSE(exporter->export_batch(request_of("a")).message.empty());
    EXPECT_TRUE(exporter->export_batch(request_of("a")).message.empty());
    log_.answer.content_type = "application/json";
    log_.answer.body = R"({"partialSuccess":{"rejectedSpans":"99"}})";
    for (int i = 0; i < 2; ++i) {
        const auto result = exporter->export_batch(request_of("a"));
        EXPECT_EQ(result.rejected_items, 5U);
        EXPECT_FALSE(result.message.empty());
    }
}

TEST_F(OtlpExporterTest, PassesOnInterruptionAndFork) {
    const auto exporter = make();
    exporter->interrupt();
    exporter->abandon_after_fork();
    EXPECT_EQ(log_.interrupts, 1);
    EXPECT_EQ(log_.abandons, 1);
}

}  // namespace
}  // namespace telemetryflow::infrastructure

// What arrives of records that a program makes with glog.

#include "telemetryflow/integration/glog.hpp"

#include <chrono>
#include <csignal>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include <sys/wait.h>
#include <unistd.h>

#include "integration/client/test_client.hpp"
#include "integration/libraries/log_threads.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

using integration::GlogSink;

class GlogTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        FLAGS_log_dir = files_.path();
        FLAGS_stderrthreshold = google::GLOG_FATAL;
        google::InitGoogleLogging("glog_library_test");
    }
    static void TearDownTestSuite() { google::ShutdownGoogleLogging(); }

    // glog's own.
    static inline const test::TempDir files_;

    TestClient client_;
};

TEST_F(GlogTest, LevelsBecomeSeverities) {
    const GlogSink sink(client_.client);
    LOG(INFO) << "info";
    LOG(WARNING) << "warning";
    LOG(ERROR) << "error";
    FLAGS_v = 2;
    VLOG(2) << "verbose";
    VLOG(3) << "too verbose";
    const Received received = client_.receive();
    const std::map<std::string, int> expected{{"info", 9}, {"warning", 13}, {"error", 17}, {"verbose", 9}};
    ASSERT_EQ(received.logs.size(), expected.size());
    for (const auto& [body, severity] : expected)
        EXPECT_EQ(received.log(body).severity_number(), severity);
}

TEST_F(GlogTest, ARecordHasTheMessageThePlaceAndTheTime) {
    const GlogSink sink(client_.client);
    const auto before = std::chrono::system_clock::now().time_since_epoch();
    const int line = __LINE__ + 1;
    LOG(INFO) << "order " << 17 << " of\ntwo lines";
    const auto after = std::chrono::system_clock::now().time_since_epoch();
    const Received received = client_.receive();
    const LogRecord& log = received.log("order 17 of\ntwo lines");
    const std::map<std::string, std::string> expected{{"code.file.path", __FILE__},
                                                      {"code.line.number", std::to_string(line)}};
    EXPECT_EQ(attributes_of(log), expected);
    // glog's time ends at microseconds.
    const auto time = std::chrono::nanoseconds(log.time_unix_nano());
    EXPECT_GE(time, before - std::chrono::microseconds(2));
    EXPECT_LE(time, after);
}

TEST_F(GlogTest, ARecordBelongsToTheSpanOfTheThreadThatLogged) {
    const GlogSink sink(client_.client);
    expect_records_of_their_threads_spans(client_, [](const std::string& text) { LOG(INFO) << text; });
}

TEST_F(GlogTest, ItTakesPartForItsOwnLifeOnly) {
    LOG(INFO) << "before";
    {
        const GlogSink sink(client_.client);
        LOG(INFO) << "within";
    }
    LOG(INFO) << "after";
    const Received received = client_.receive();
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.logs[0].body().string_value(), "within");
}

// Writes what it is given to a file, so that another process can see what was delivered.
class FileExporter final : public Exporter {
public:
    explicit FileExporter(std::string path) : path_(std::move(path)) {}

    ExportResult export_batch(const ExportRequest& request) override {
        std::ofstream(path_, std::ios::app)
            .write(reinterpret_cast<const char*>(request.body.data()),
                   static_cast<std::streamsize>(request.body.size()));
        return {};
    }

private:
    std::string path_;
};

// Logs FATAL in a child, which glog ends; the signal that it ended with.
template <class Log>
int end_by(const std::string& file, Log log) {
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        // glog's stack trace is no news.
        close(STDERR_FILENO);
        TelemetryFlowClient client(test_config(), {.exporter = std::make_unique<FileExporter>(file),
                                                   .diagnostics = std::make_unique<SilentDiagnostics>()});
        client.initialize();
        const GlogSink sink(client);
        LOG(INFO) << "the last information";
        log();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST_F(GlogTest, WhatWasRecordedIsDeliveredBeforeAFatalRecordEndsTheProcess) {
    const test::TempDir folder;
    const std::string file = folder.file("delivered");
    EXPECT_EQ(end_by(file, [] { LOG(FATAL) << "out of order"; }), SIGABRT);
    EXPECT_EQ(end_by(file, [] { CHECK_EQ(1, 2) << "of all"; }), SIGABRT);
    std::stringstream content;
    content << std::ifstream(file).rdbuf();
    for (const char* expected : {"the last information", "out of order", "Check failed: 1 == 2 (1 vs. 2) of all"})
        EXPECT_NE(content.str().find(expected), std::string::npos) << expected;
}

TEST_F(GlogTest, AClientThatIsNotInitializedOrWasShutDownDoesNotDisturbTheProgram) {
    TelemetryFlowClient idle(test_config(),
                             {.exporter = std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()),
                              .diagnostics = std::make_unique<SilentDiagnostics>()});
    const GlogSink sink(idle);
    const GlogSink other(client_.client);
    LOG(INFO) << "before initialize()";
    idle.initialize();
    idle.shutdown();
    LOG(INFO) << "after shutdown()";
    EXPECT_EQ(client_.receive().logs.size(), 2U) << "other sinks are not affected";
}

}  // namespace
}  // namespace telemetryflow::tests

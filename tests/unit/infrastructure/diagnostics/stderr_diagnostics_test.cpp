// What the SDK says of itself on standard error, and how often.

#include "infrastructure/diagnostics/stderr_diagnostics.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "support/forked_child.hpp"

namespace telemetryflow::infrastructure {
namespace {

template <class Talk>
std::string said(Talk&& talk) {
    ::testing::internal::CaptureStderr();
    talk();
    return ::testing::internal::GetCapturedStderr();
}

TEST(StderrDiagnosticsTest, SaysLevelTopicAndMessageInOneLine) {
    StderrDiagnostics diagnostics;
    EXPECT_EQ(said([&] { diagnostics.report(DiagnosticLevel::Warning, "export.logs", "will be sent again"); }),
              "telemetryflow: warning: export.logs: will be sent again\n");
    EXPECT_EQ(said([&] { diagnostics.report(DiagnosticLevel::Error, "export.traces", "dropped"); }),
              "telemetryflow: error: export.traces: dropped\n");
    EXPECT_EQ(said([&] { diagnostics.report(DiagnosticLevel::Info, "start", "ready"); }),
              "telemetryflow: info: start: ready\n");
}

TEST(StderrDiagnosticsTest, SpeaksOnceAboutATopicThatComesInAStorm) {
    StderrDiagnostics diagnostics;
    const std::string text = said([&] {
        for (int i = 0; i < 1000; ++i)
            diagnostics.report(DiagnosticLevel::Error, "export.traces", "down");
    });
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
}

TEST(StderrDiagnosticsTest, OneTopicDoesNotSilenceAnother) {
    StderrDiagnostics diagnostics;
    const std::string text = said([&] {
        diagnostics.report(DiagnosticLevel::Error, "export.traces", "down");
        diagnostics.report(DiagnosticLevel::Error, "export.logs", "down");
    });
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

TEST(StderrDiagnosticsTest, AWarningDoesNotSilenceAnError) {
    StderrDiagnostics diagnostics;
    const std::string text = said([&] {
        diagnostics.report(DiagnosticLevel::Warning, "export.traces", "will be sent again");
        diagnostics.report(DiagnosticLevel::Error, "export.traces", "3 items dropped");
    });
    EXPECT_NE(text.find("3 items dropped"), std::string::npos) << text;
}

TEST(StderrDiagnosticsTest, LimitsEachLevelOfATopicByItself) {
    StderrDiagnostics diagnostics;
    const std::string text = said([&] {
        for (int i = 0; i < 3; ++i) {
            for (const auto level : {DiagnosticLevel::Info, DiagnosticLevel::Warning, DiagnosticLevel::Error})
                diagnostics.report(level, "t", std::to_string(i));
        }
    });
    EXPECT_EQ(text, "telemetryflow: info: t: 0\ntelemetryflow: warning: t: 0\ntelemetryflow: error: t: 0\n");
}

TEST(StderrDiagnosticsTest, OneInstanceDoesNotSilenceAnother) {
    StderrDiagnostics first;
    StderrDiagnostics second;
    const std::string text = said([&] {
        first.report(DiagnosticLevel::Error, "t", "one");
        second.report(DiagnosticLevel::Error, "t", "two");
    });
    EXPECT_EQ(text, "telemetryflow: error: t: one\ntelemetryflow: error: t: two\n");
}

// Time goes as the test says.
class StderrDiagnosticsSumsTest : public ::testing::Test {
protected:
    void storm(int lines) {
        for (int i = 1; i <= lines; ++i)
            diagnostics_.report(DiagnosticLevel::Error, "export.traces", "down " + std::to_string(i));
    }
    std::string caught_up(bool at_end = false) {
        return said([&] { diagnostics_.catch_up(at_end); });
    }

    std::chrono::steady_clock::time_point now_{std::chrono::hours(1)};
    StderrDiagnostics diagnostics_{[this] { return now_; }};
};

TEST_F(StderrDiagnosticsSumsTest, ComeWithTheNextLine) {
    EXPECT_EQ(said([&] { storm(10); }), "telemetryflow: error: export.traces: down 1\n");
    now_ += std::chrono::milliseconds(29'999);
    EXPECT_EQ(said([&] { storm(1); }), "");
    now_ += std::chrono::milliseconds(1);
    EXPECT_EQ(said([&] { storm(1); }),
              "telemetryflow: error: export.traces: down 1 (and 10 more in the last 30 seconds)\n");
    EXPECT_EQ(said([&] { storm(1); }), "");
}

TEST_F(StderrDiagnosticsSumsTest, ComeByThemselvesWhenTheStormIsOver) {
    said([&] { storm(10); });
    now_ += std::chrono::milliseconds(29'999);
    EXPECT_EQ(caught_up(), "");
    now_ += std::chrono::milliseconds(1);
    EXPECT_EQ(caught_up(), "telemetryflow: error: export.traces: 9 more in the last 30 seconds, the last: down 10\n");
    EXPECT_EQ(caught_up(), "");
}

TEST_F(StderrDiagnosticsSumsTest, ComeEveryThirtySecondsAndNotMoreOften) {
    said([&] { storm(2); });
    for (int interval = 0; interval < 3; ++interval) {
        now_ += std::chrono::seconds(30);
        EXPECT_NE(caught_up().find(": 1 more"), std::string::npos);
        EXPECT_EQ(said([&] { storm(1); }), "") << "the sum was this half minute's line";
        now_ += std::chrono::seconds(29);
        EXPECT_EQ(caught_up(), "");
        now_ -= std::chrono::seconds(29);
    }
}

TEST_F(StderrDiagnosticsSumsTest, AreSaidAtTheEndOfEveryTopic) {
    said([&] { storm(3); });
    said([&] {
        for (int i = 0; i < 4; ++i)
            diagnostics_.report(DiagnosticLevel::Warning, "spool", "full");
    });
    EXPECT_EQ(caught_up(true),
              "telemetryflow: error: export.traces: 2 more in the last 30 seconds, the last: down 3\n"
              "telemetryflow: warning: spool: 3 more in the last 30 seconds, the last: full\n");
    EXPECT_EQ(caught_up(true), "");
}

TEST(StderrDiagnosticsTest, LinesOfSeveralThreadsDoNotMix) {
    StderrDiagnostics diagnostics;
    const std::string text = said([&] {
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&, i] {
                diagnostics.report(DiagnosticLevel::Info, "topic" + std::to_string(i), std::string(500, 'x'));
            });
        }
        for (std::thread& thread : threads)
            thread.join();
    });
    std::istringstream lines(text);
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        EXPECT_EQ(line.rfind("telemetryflow: info: topic", 0), 0U) << line;
        EXPECT_EQ(std::count(line.begin(), line.end(), 'x'), 500);
    }
    EXPECT_EQ(count, 8);
}

TEST(StderrDiagnosticsTest, AForkedChildSpeaksThoughAThreadOfItsParentsWasSpeaking) {
    std::atomic<bool> is_speaking{false};
    StderrDiagnostics diagnostics([&] {
        // Within the report: the fork comes while it lasts.
        is_speaking.store(true);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return std::chrono::steady_clock::now();
    });
    const std::string text = said([&] {
        std::thread parent([&] { diagnostics.report(DiagnosticLevel::Info, "parent", "speaks"); });
        while (!is_speaking.load())
            std::this_thread::yield();
        EXPECT_TRUE(test::holds_in_forked_child([&] {
            diagnostics.report(DiagnosticLevel::Info, "child", "speaks");
            return true;
        }));
        parent.join();
    });
    EXPECT_NE(text.find("info: child: speaks"), std::string::npos) << text;
    EXPECT_NE(text.find("info: parent: speaks"), std::string::npos) << text;
}

}  // namespace
}  // namespace telemetryflow::infrastructure

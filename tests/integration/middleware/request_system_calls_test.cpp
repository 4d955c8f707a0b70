// What the middleware asks of the kernel on the thread that handles a request, while the backend is dead: the
// difference to the same server without it. A request that makes no call more cannot wait for the backend.

#include <fstream>
#include <map>
#include <sstream>
#include <utility>

#include <gtest/gtest.h>

#include "integration/examples/program.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

constexpr int kRequests = 640;  // as in request_thread_program.cpp

/// The system calls of the request thread between its two marks, by name.
std::map<std::string, int> system_calls(const char* mode) {
    const test::TempDir folder;
    const std::string trace = folder.file("trace");
    Program program(STRACE, {"-f", "-o", trace, REQUEST_THREAD_PROGRAM, mode}, {});
    EXPECT_EQ(program.wait(), 0) << program.output();
    std::ifstream file(trace);
    std::map<std::string, int> calls;
    std::string request_thread;
    int marks = 0;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string thread;
        std::string call;
        words >> thread >> call;
        if (call.starts_with("<") || call.starts_with("+") || call.starts_with("-"))
            continue;  // resumed, ended, signals
        call = call.substr(0, call.find('('));
        if (call == "getppid") {
            request_thread = thread;
            ++marks;
        } else if (marks == 1 && thread == request_thread) {
            ++calls[call];
        }
    }
    EXPECT_EQ(marks, 2) << "the trace has no marks";
    return calls;
}

TEST(RequestSystemCallsTest, ARequestMakesNoneForTelemetry) {
    const std::map<std::string, int> bare = system_calls("bare");
    std::map<std::string, int> instrumented = system_calls("instrumented");
    int all = 0;
    for (const auto& [call, count] : bare)
        all += count;
    EXPECT_GE(all, kRequests) << "the framework's own are counted, or nothing is";
    // The worker is told of full portions, when it sleeps.
    const int wakes = std::exchange(instrumented["futex"], 0) - (bare.count("futex") != 0 ? bare.at("futex") : 0);
    EXPECT_LE(wakes, kRequests / 32);
    // A packet that comes in two parts costs a call more, with or without us.
    constexpr int kChance = kRequests / 20;
    for (const auto& [call, count] : instrumented) {
        const auto known = bare.find(call);
        EXPECT_LE(count, known != bare.end() ? known->second + kChance : 0) << call;
    }
}

}  // namespace
}  // namespace telemetryflow::tests

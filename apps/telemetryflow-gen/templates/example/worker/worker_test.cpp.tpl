#include "worker.hpp"

#include <string>
#include <thread>

#include "test_telemetry.hpp"

using namespace app;

int main() {
    TestTelemetry telemetry;
    const Instruments instruments(telemetry.client());
    JobQueue queue;
    std::thread thread([&] { work(telemetry.client(), instruments, queue); });
    for (int number = 1; number <= 5; ++number)
        submit(telemetry.client(), instruments, queue, number);
    queue.close();
    thread.join();
    expect(!queue.pop().has_value(), "a closed queue has no more jobs");

    const std::string exported = telemetry.exported();
    expect_all(exported, {"queue job", "process job", "job done", "job failed", "no paper"});
    expect_all(exported, {"jobs.done", "jobs.active", "jobs.waiting", "job.duration"});
    return failures;
}

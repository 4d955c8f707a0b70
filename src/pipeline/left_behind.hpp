#pragma once

// Workers that were still in their exporter when their shutdown's time was over. Nobody waits for them any more but the
// process, when it ends: what they use, such as OpenSSL, is torn down then, under the feet of whoever still runs.

#include <future>
#include <thread>

namespace telemetryflow::pipeline {

/// Takes the thread of such a worker. Its end is waited for when the process ends, for five seconds at most; `ended`
/// becomes ready when all that the thread owned is gone. Without memory to remember it by it is not waited for. Any
/// thread.
void leave_behind(std::thread thread, std::future<void> ended) noexcept;

}  // namespace telemetryflow::pipeline

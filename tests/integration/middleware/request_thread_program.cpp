// Handles requests with or without the middleware while the backend is dead, for a trace of the request thread's system
// calls: that thread calls getppid() before the first and after the last of the requests that count.
//
//   request_thread_program bare|instrumented

#include <cstring>

#include <unistd.h>

#include "integration/middleware/request_thread.hpp"

int main(int argc, char** argv) {
    constexpr int kWarmUps = 100;
    constexpr int kRequests = 640;
    const bool instrumented = argc > 1 && std::strcmp(argv[1], "instrumented") == 0;
    bool mark = false;
    telemetryflow::tests::RequestThread requests(instrumented, [&mark] {
        if (mark) getppid();
        return std::string("ok");
    });
    for (int i = 0; i < kWarmUps; ++i)
        requests.request();
    mark = true;
    requests.request();
    mark = false;
    for (int i = 0; i < kRequests; ++i)
        requests.request();
    mark = true;
    requests.request();
}

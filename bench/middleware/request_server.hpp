#pragma once

// A server of cpp-httplib with one worker thread and a connection that stays open: how much CPU time that thread takes
// for a request. Used by one thread.

#include <cstdint>
#include <string>
#include <thread>

#include <httplib.h>

#include "telemetryflow/middleware/httplib.hpp"

namespace telemetryflow::bench {

class RequestServer {
public:
    /// Without a middleware when it is null. Throws std::runtime_error when it cannot listen.
    explicit RequestServer(const HttplibMiddleware* middleware);
    ~RequestServer();
    RequestServer(const RequestServer&) = delete;
    RequestServer& operator=(const RequestServer&) = delete;

    /// Nanoseconds of the worker thread's CPU time for each of `count` requests.
    [[nodiscard]] double request_ns(int count);

private:
    /// Sends one request and returns its answer's body.
    std::string request();

    httplib::Server server_;
    std::thread thread_;
    int socket_ = -1;
};

}  // namespace telemetryflow::bench

// LiveLog: one line on standard output for each batch, as text or as JSON. Any thread may call it.
#pragma once

#include <cstdio>
#include <mutex>
#include <string>

#include "receiver/ingest.hpp"

namespace telemetryflow::local {

enum class LiveFormat { Text, Json };

class LiveLog {
public:
    LiveLog(LiveFormat format, bool quiet) : format_(format), quiet_(quiet) {}

    // The first line: where the program serves. Printed also when quiet.
    void ready(const std::string& grpc_endpoint, const std::string& http_url);
    void batch(const BatchInfo& info);

private:
    void print(const std::string& line);

    LiveFormat format_;
    bool quiet_;
    std::mutex mutex_;
};

}  // namespace telemetryflow::local

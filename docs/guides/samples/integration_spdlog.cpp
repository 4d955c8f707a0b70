// Quoted by docs/guides/integrations.md.

#include <memory>

#include <spdlog/async.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include "telemetryflow/integration/spdlog.hpp"

using namespace telemetryflow;

void sink(TelemetryFlowClient& client) {
    // [sink]
    auto logger = spdlog::default_logger();
    logger->sinks().push_back(std::make_shared<integration::SpdlogSink>(client));

    auto span = client.span("checkout");
    SPDLOG_LOGGER_INFO(logger, "order {} placed", "A-17");  // carries the ids of "checkout", and this line
    // [/sink]
}

void front(TelemetryFlowClient& client) {
    // [front]
    auto file = spdlog::create_async<spdlog::sinks::basic_file_sink_mt>("shop", "shop.log");
    auto logger = integration::make_front_logger(client, file);
    logger->info("order placed");  // recorded here, on this thread; written to the file by spdlog's
    // [/front]
}

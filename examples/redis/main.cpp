// Commands that go to Redis through hiredis: each is a span below what is current, without what is stored and asked
// for.
//
//   ./example_redis <host> <port>
//
// The last line on standard output is the client's own account of what became of its telemetry, as JSON.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include <hiredis/hiredis.h>

#include "telemetryflow/integration/hiredis.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;
using telemetryflow::integration::HiredisConnection;
using telemetryflow::integration::RedisReply;

namespace {

void place(TelemetryFlowClient& client, HiredisConnection& redis, int order) {
    const Span span = client.span("place order", SpanKind::Internal, {{"order.number", order}});
    const RedisReply left = redis.command("DECR %s", "stock:lamp");
    redis.command("RPUSH %s %d", "orders", order);
    if (left != nullptr) client.log_info("order placed", {{"stock.left", left->integer}});
}

void work(TelemetryFlowClient& client, redisContext* context) {
    HiredisConnection redis(client, context);
    redis.command("SET %s %d", "stock:lamp", 5);
    for (int order = 1; order <= 2; ++order)
        place(client, redis, order);
    // A number is no list: Redis refuses, and the span is an error.
    redis.command("LLEN %s", "stock:lamp");
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 3) {
        std::cerr << "usage: " << argv[0] << " <host> <port>\n";
        return 2;
    }
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-redis", "1.0.0").with_auto_configuration().build();
    client.initialize();
    const std::unique_ptr<redisContext, decltype(&redisFree)> context(redisConnect(argv[1], std::atoi(argv[2])),
                                                                      redisFree);
    if (context == nullptr || context->err != 0) {
        std::cerr << "no connection to " << argv[1] << ':' << argv[2] << '\n';
        return 1;
    }
    work(client, context.get());

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}

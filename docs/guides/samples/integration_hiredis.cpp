// Quoted by docs/guides/integrations.md.

#include "telemetryflow/integration/hiredis.hpp"

using namespace telemetryflow;

void wrap(TelemetryFlowClient& client) {
    // [wrap]
    redisContext* context = redisConnect("127.0.0.1", 6379);
    integration::HiredisConnection redis(client, context);
    redis.command("SET %s %d", "stock:17", 3);                                  // "SET ? ?"
    const integration::RedisReply stock = redis.command("GET %s", "stock:17");  // frees itself
    // [/wrap]
    redisFree(context);
}

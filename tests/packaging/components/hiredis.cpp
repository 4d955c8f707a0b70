#include "telemetryflow/integration/hiredis.hpp"

#include "program.hpp"

int main() {
    return run("GET ?", [](telemetryflow::TelemetryFlowClient& client) {
        // There is no server behind it; the attempt is recorded.
        redisContext* context = redisConnectUnix("/nonexistent/redis.sock");
        telemetryflow::integration::HiredisConnection redis(client, context);
        redis.command("GET %s", "key");
        redisFree(context);
    });
}

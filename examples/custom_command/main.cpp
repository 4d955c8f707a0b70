// A command of the program's own, with its handler, and an interceptor that enriches every log record.
//
// A command says what happened in the program's words; the handler decides once which telemetry that makes. Callers
// then cannot forget the counter or spell the attribute differently.

#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::Attribute;
using telemetryflow::EmitLogCommand;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

struct OrderPlacedCommand {
    static constexpr std::string_view kName = "OrderPlacedCommand";
    /// How many orders there were so far.
    using Result = int;

    std::string_view order_id;
    double amount;
    std::string_view currency;
};

void register_order_placed(TelemetryFlowClient& client) {
    client.command_bus().register_handler<OrderPlacedCommand>(
        [&client, placed = 0](const OrderPlacedCommand& command) mutable {
            client.increment_counter("orders.placed", 1, {{"currency", command.currency}}, "{order}");
            client.record_histogram("order.amount", command.amount, command.currency);
            client.log_info("order placed", {{"order.id", command.order_id}, {"order.amount", command.amount}});
            return ++placed;
        });
}

// Sees every command on the bus, the SDK's own too, on the thread that dispatched it. It must be thread-safe, which
// having nothing but constants makes easy.
class TenantInterceptor final : public telemetryflow::CommandInterceptor {
public:
    explicit TenantInterceptor(std::string tenant) : tenant_(std::move(tenant)) {}

    void intercept(telemetryflow::CommandCall& call) override {
        const auto* log = call.get_if<EmitLogCommand>();
        if (log == nullptr) {
            call.proceed();
            return;
        }
        // A command owns nothing: the list has to live until proceed_with() returns, and does.
        std::vector<Attribute> attributes(log->attributes.begin(), log->attributes.end());
        attributes.push_back({"tenant", tenant_});
        EmitLogCommand enriched = *log;
        enriched.attributes = attributes;
        call.proceed_with(enriched);
    }

private:
    const std::string tenant_;
};

}  // namespace

int main() try {
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-custom-command", "1.0.0").with_auto_configuration().build();
    register_order_placed(client);
    client.command_bus().add_interceptor(std::make_shared<TenantInterceptor>("acme"));
    client.initialize();

    client.command_bus().dispatch(OrderPlacedCommand{"A-17", 19.9, "EUR"});
    const int placed = client.command_bus().dispatch(OrderPlacedCommand{"A-18", 5.0, "EUR"});
    std::cout << placed << " orders placed\n";

    return client.shutdown(std::chrono::seconds(5)).complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}

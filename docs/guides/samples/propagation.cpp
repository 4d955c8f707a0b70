// Quoted by docs/guides/propagation.md.

#include <coroutine>
#include <functional>
#include <future>
#include <map>
#include <string>

#include "telemetryflow/coroutine_context.hpp"
#include "telemetryflow/map_carrier.hpp"
#include "telemetryflow/propagators.hpp"
#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

void receive_and_call(TelemetryFlowClient& client, const std::map<std::string, std::string>& incoming) {
    // [inject]
    const auto request = client.attach(client.extract(MapCarrier(incoming)));  // the caller's span and baggage
    auto span = client.span("POST /orders", SpanKind::Server);                 // its child

    std::map<std::string, std::string> outgoing;
    client.inject(MapCarrier(outgoing));  // traceparent, tracestate and baggage for the next service
    // [/inject]
}

// [carrier]
struct QueueMessage {
    std::map<std::string, std::string> properties;

    std::string_view get(std::string_view key) const {
        const auto found = properties.find(std::string(key));
        return found != properties.end() ? std::string_view(found->second) : std::string_view();
    }
    void set(std::string_view key, std::string_view value) { properties[std::string(key)] = value; }
};
// [/carrier]

void send(TelemetryFlowClient& client, QueueMessage& message) {
    client.inject(message);
    static_cast<void>(client.extract(message));
}

void tell_the_tenant(TelemetryFlowClient& client) {
    // [baggage]
    const auto scope = client.attach(client.current_baggage().with("tenant", "acme"));
    // everything called in this scope gets it, here and in the services behind:
    const auto tenant = client.current_baggage().get("tenant").value_or("unknown");
    client.log_info("order placed", {{"tenant", tenant}});
    // [/baggage]
}

void formats() {
    // [formats]
    TelemetryFlowBuilder().with_propagators({Propagator::TraceContext, Propagator::Baggage, Propagator::B3});
    // [/formats]
}

void tracestate(TelemetryFlowClient& client, const Context& remote) {
    // [tracestate]
    Context context = remote;
    context.trace_state = context.trace_state.with("acme", "t61rcWkgMzE");  // now the first of the list
    const auto request = client.attach(context);
    // [/tracestate]
}

void other_threads(TelemetryFlowClient& client, std::function<void(std::function<void()>)> post) {
    // [post]
    post([&client, context = client.current_context()] {  // to a thread pool, or as a handler of Asio
        const auto attached = client.attach(context);
        client.log_info("continued");
    });
    auto done = std::async(std::launch::async, [&client, context = client.current_context()] {
        const auto attached = client.attach(context);
        return 42;
    });
    // [/post]
    done.get();
}

struct Task {
    struct promise_type {
        Task get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
};

struct Database {
    std::suspend_never query(std::string_view) { return {}; }
};

// [coroutine]
Task handle(TelemetryFlowClient& client, Database& database) {
    const SpanId id = client.start_span("handle");  // by id: not bound to a thread
    CoroutineContext context(client, client.span_context(id).value_or(SpanContext{}));
    co_await context(database.query("SELECT 1"));  // off this thread while it waits
    client.log_info("row read");                   // of the span, on whichever thread resumed it
    client.end_span(id);
}
// [/coroutine]

void start(TelemetryFlowClient& client, Database& database) {
    handle(client, database);
}

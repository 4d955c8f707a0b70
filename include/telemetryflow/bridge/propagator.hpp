#pragma once

// The client's propagators (with_propagators(), OTEL_PROPAGATORS) as one of the OpenTelemetry API. Any thread.

#include <memory>
#include <string_view>
#include <utility>

#include <opentelemetry/context/propagation/text_map_propagator.h>

#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/context_values.hpp"

namespace telemetryflow::bridge {

class Propagator final : public opentelemetry::context::propagation::TextMapPropagator {
public:
    explicit Propagator(std::shared_ptr<ClientLink> link) noexcept : link_(std::move(link)) {}

    opentelemetry::context::Context Extract(const opentelemetry::context::propagation::TextMapCarrier& carrier,
                                            opentelemetry::context::Context& context) noexcept override try {
        Context extracted;
        link_->with_client([&](TelemetryFlowClient& client) {
            client.propagator().extract(extracted, TextMapGetter(Reader{carrier}));
        });
        if (!extracted.is_valid() && extracted.baggage.empty()) return context;
        return with_values(context, extracted);
    } catch (...) {
        // Memory is short: the work goes on without a parent.
        return context;
    }

    void Inject(opentelemetry::context::propagation::TextMapCarrier& carrier,
                const opentelemetry::context::Context& context) noexcept override try {
        Writer writer{carrier};
        const Context converted = to_context(context);
        link_->with_client([&](TelemetryFlowClient& client) { client.propagator().inject(converted, writer); });
    } catch (...) {
        // Memory is short: the request goes out without a context.
    }

    bool Fields(opentelemetry::nostd::function_ref<bool(opentelemetry::nostd::string_view)> callback)
        const noexcept override try {
        bool goes_on = true;
        link_->with_client([&](TelemetryFlowClient& client) {
            for (const std::string_view field : client.propagator().fields()) {
                goes_on = goes_on && callback(opentelemetry::nostd::string_view(field.data(), field.size()));
            }
        });
        return goes_on;
    } catch (...) {
        return false;
    }

private:
    struct Reader {
        const opentelemetry::context::propagation::TextMapCarrier& carrier;

        [[nodiscard]] std::string_view get(std::string_view key) const {
            return to_view(carrier.Get(opentelemetry::nostd::string_view(key.data(), key.size())));
        }
    };
    struct Writer {
        opentelemetry::context::propagation::TextMapCarrier& carrier;

        void set(std::string_view key, std::string_view value) {
            carrier.Set(opentelemetry::nostd::string_view(key.data(), key.size()),
                        opentelemetry::nostd::string_view(value.data(), value.size()));
        }
    };

    const std::shared_ptr<ClientLink> link_;
};

}  // namespace telemetryflow::bridge

#include "warehouse.hpp"

#include <opentelemetry/context/runtime_context.h>
#include <opentelemetry/logs/provider.h>
#include <opentelemetry/logs/severity.h>
#include <opentelemetry/metrics/meter.h>
#include <opentelemetry/metrics/meter_provider.h>
#include <opentelemetry/metrics/observer_result.h>
#include <opentelemetry/metrics/provider.h>
#include <opentelemetry/trace/provider.h>
#include <opentelemetry/trace/scope.h>

namespace warehouse {

namespace api = opentelemetry;

// [library]
Warehouse::Warehouse(std::int64_t lamps)
    : stock_(lamps),
      tracer_(api::trace::Provider::GetTracerProvider()->GetTracer("warehouse", "2.1")),
      logger_(api::logs::Provider::GetLoggerProvider()->GetLogger("warehouse", "warehouse", "2.1")) {
    const auto meter = api::metrics::Provider::GetMeterProvider()->GetMeter("warehouse", "2.1");
    shipments_ = meter->CreateUInt64Counter("warehouse.shipments", "Orders that were asked for", "{order}");
    sizes_ = meter->CreateUInt64Histogram("warehouse.shipment.size", "Lamps of one order", "{lamp}");
    in_stock_ = meter->CreateInt64ObservableUpDownCounter("warehouse.stock", "Lamps on the shelf", "{lamp}");
    in_stock_->AddCallback(observe_stock, this);
}

bool Warehouse::ship(std::string_view order, std::int64_t lamps) {
    const api::nostd::string_view id(order.data(), order.size());
    const auto span = tracer_->StartSpan("ship", {{"order.id", id}, {"order.lamps", lamps}});
    const api::trace::Scope scope(span);
    const bool are_there = lamps <= stock_;
    if (are_there) {
        pick(lamps);
        logger_->EmitLogRecord(api::logs::Severity::kInfo, "shipped",
                               api::common::MakeAttributes({{"order.id", id}, {"stock.left", stock_}}));
    } else {
        span->SetStatus(api::trace::StatusCode::kError, "not enough lamps");
        logger_->EmitLogRecord(api::logs::Severity::kWarn, "not enough lamps",
                               api::common::MakeAttributes({{"order.id", id}, {"stock.left", stock_}}));
    }
    shipments_->Add(1, {{"outcome", are_there ? "shipped" : "refused"}});
    sizes_->Record(static_cast<std::uint64_t>(lamps), {{"outcome", are_there ? "shipped" : "refused"}},
                   api::context::RuntimeContext::GetCurrent());
    return are_there;
}
// [/library]

Warehouse::~Warehouse() {
    in_stock_->RemoveCallback(observe_stock, this);
}

void Warehouse::pick(std::int64_t lamps) {
    const auto span = tracer_->StartSpan("pick");
    const api::trace::Scope scope(span);
    span->AddEvent("shelf reached", {{"shelf", "A7"}});
    stock_ -= lamps;
}

void Warehouse::observe_stock(api::metrics::ObserverResult result, void* warehouse) {
    const auto observer = api::nostd::get<api::nostd::shared_ptr<api::metrics::ObserverResultT<std::int64_t>>>(result);
    observer->Observe(static_cast<Warehouse*>(warehouse)->stock_, {{"shelf", "A7"}});
}

}  // namespace warehouse

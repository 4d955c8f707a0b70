#pragma once

// What an instrumentation of remote procedure calls and its calls under way share. Held by both; safe to use from any
// thread. No call throws.

#include <memory>
#include <optional>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/application/ports/text_map_setter.hpp"
#include "telemetryflow/client.hpp"
#include "telemetryflow/middleware/lazy_instruments.hpp"
#include "telemetryflow/middleware/rpc_call.hpp"
#include "telemetryflow/middleware/rpc_call_info.hpp"
#include "telemetryflow/middleware/rpc_options.hpp"

#include "middleware/path_patterns.hpp"

namespace telemetryflow {

class RpcTelemetry : public std::enable_shared_from_this<RpcTelemetry> {
public:
    RpcTelemetry(TelemetryFlowClient& client, SpanKind kind, RpcOptions options);

    /// Without `metadata` the call goes out.
    [[nodiscard]] RpcCall start(const RpcCallInfo& info, const TextMapGetter* metadata) const noexcept;
    void inject(const RpcCall& call, TextMapSetter metadata) const noexcept;
    void end(RpcCall& call, const RpcResult& result) const noexcept;
    [[nodiscard]] TelemetryFlowClient& client() const noexcept { return client_; }

private:
    struct Instruments {
        std::optional<Histogram> duration;
        std::optional<Histogram> older_duration;
    };

    [[nodiscard]] bool has_older_names() const noexcept {
        return options_.semantic_conventions == SemanticConventions::Both;
    }
    [[nodiscard]] const Instruments* instruments() const;
    void start_span(RpcCall& call, const RpcCallInfo& info) const;
    void record_metrics(const RpcCall& call, const RpcResult& result, std::string_view error_type) const noexcept;

    TelemetryFlowClient& client_;
    const SpanKind kind_;
    const RpcOptions options_;
    const middleware::PathPatterns excluded_;
    mutable middleware::LazyInstruments<Instruments> instruments_;
};

}  // namespace telemetryflow

#pragma once

// The base of the adapters for remote procedure calls: a span, a metric and the context on its way for each call,
// whatever the system, for one side of it. It refers to the client, which must stay where it is and outlive it; calls
// under way keep what they need. Safe to use from any thread; no call throws or blocks. Follows OpenTelemetry's RPC
// semantic conventions (spans and metrics).

#include <memory>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/application/ports/text_map_setter.hpp"
#include "telemetryflow/client.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/middleware/rpc_call.hpp"
#include "telemetryflow/middleware/rpc_call_info.hpp"
#include "telemetryflow/middleware/rpc_options.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT RpcInstrumentation {
public:
    /// `kind` is Server or Client. The client need not be initialized yet; calls before that are left alone.
    RpcInstrumentation(TelemetryFlowClient& client, SpanKind kind, RpcOptions options = {});

    /// Starts a call that came in, in the trace that its metadata name.
    [[nodiscard]] RpcCall start_call(const RpcCallInfo& info, TextMapGetter metadata) const noexcept;
    /// Starts a call that goes out, below what is current on this thread; inject() writes its context.
    [[nodiscard]] RpcCall start_call(const RpcCallInfo& info) const noexcept;
    /// Writes what travels with the call; nothing when nothing shall.
    void inject(const RpcCall& call, TextMapSetter metadata) const noexcept;

private:
    std::shared_ptr<const RpcTelemetry> telemetry_;
};

}  // namespace telemetryflow

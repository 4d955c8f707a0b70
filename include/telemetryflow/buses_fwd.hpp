#pragma once

// Names the client's two buses; buses.hpp has them.

namespace telemetryflow {

template <class Handler>
class BasicCommandBus;
template <class Handler>
class BasicQueryBus;
class TelemetryCommandHandler;
class TelemetryQueryHandler;

using CommandBus = BasicCommandBus<TelemetryCommandHandler>;
using QueryBus = BasicQueryBus<TelemetryQueryHandler>;

}  // namespace telemetryflow

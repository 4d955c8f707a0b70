#pragma once

// The bus that every client call dispatches its command on. See MessageBus for ownership and threads.

#include "telemetryflow/application/command_interceptor.hpp"
#include "telemetryflow/application/commands.hpp"
#include "telemetryflow/application/message_bus.hpp"

namespace telemetryflow {

/// A command is any message: those of commands.hpp, and structs of the user's own with a kName and maybe a Result.
template <class C>
concept Command = Message<C>;

/// The role of the specification's CommandHandler: handles commands of type `C` without being looked up.
template <class Handler, class C>
concept CommandHandlerFor = Command<C> && MessageHandlerFor<Handler, C>;

template <class Handler>
class BasicCommandBus : public MessageBus<Handler> {
public:
    using MessageBus<Handler>::MessageBus;
};

}  // namespace telemetryflow

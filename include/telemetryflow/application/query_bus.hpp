#pragma once

// The bus that every client query is dispatched on. See MessageBus for ownership and threads.

#include <type_traits>

#include "telemetryflow/application/message_bus.hpp"
#include "telemetryflow/application/queries.hpp"
#include "telemetryflow/application/query_interceptor.hpp"

namespace telemetryflow {

/// A query is a message that is asked for its result: those of queries.hpp, and structs of the user's own with a kName
/// and a Result.
template <class Q>
concept Query = Message<Q> && !std::is_void_v<MessageResult<Q>>;

/// The role of the specification's QueryHandler: answers queries of type `Q` without being looked up.
template <class Handler, class Q>
concept QueryHandlerFor = Query<Q> && MessageHandlerFor<Handler, Q>;

template <class Handler>
class BasicQueryBus : public MessageBus<Handler> {
public:
    using MessageBus<Handler>::MessageBus;
};

}  // namespace telemetryflow

#pragma once

// What commands and queries have in common: both are messages that a bus hands to the one handler of their type. A
// message names itself in kName and its handler's result in Result (void without one). Compile-time only.

#include <concepts>
#include <string_view>
#include <type_traits>

namespace telemetryflow {

namespace detail {

template <class M>
struct ResultOf {
    using Type = void;
};

template <class M>
requires requires {
    typename M::Result;
}
struct ResultOf<M> {
    using Type = typename M::Result;
};

}  // namespace detail

/// What a message says its handler returns: its member type Result, or void without one.
template <class M>
using MessageResult = typename detail::ResultOf<M>::Type;

template <class M>
concept Message = std::is_class_v<M> && requires {
    { M::kName } -> std::convertible_to<std::string_view>;
};

/// Whether `Handler` handles `M` itself, with a member function handle(const M&).
template <class Handler, class M>
concept MessageHandlerFor = Message<M> && requires(Handler& handler, const M& message) {
    handler.handle(message);
};

}  // namespace telemetryflow

#pragma once

// Whether an object of the OpenTelemetry API is one of the bridge's own. Free function; any thread.

#include <type_traits>
#include <typeinfo>

namespace telemetryflow::bridge {

/// `object` as a T, or null where it is none: what dynamic_cast says too, but after one comparison, since nothing is
/// derived from T.
template <class T, class Base>
[[nodiscard]] T* exact_cast(Base* object) noexcept {
    static_assert(std::is_final_v<std::remove_cv_t<T>>);
    return object != nullptr && typeid(*object) == typeid(T) ? static_cast<T*>(object) : nullptr;
}

}  // namespace telemetryflow::bridge

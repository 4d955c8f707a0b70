#pragma once

// Reads headers from any carrier: a view of an object with `get(key)`, which returns something that converts to
// std::string_view (empty: absent), or with `get_all(key, visit)`, which calls visit(std::string_view) with each value
// of a header that came several times. How keys compare is the carrier's business: header names have no case. Owns
// nothing; lives in parameters. Follows the OpenTelemetry propagators API, "Getter".

#include <concepts>
#include <string_view>
#include <type_traits>

namespace telemetryflow {

namespace detail {

struct AnyVisitor {
    void operator()(std::string_view) const {}
};

template <class Carrier>
concept HasGetAll = requires(const Carrier& carrier, std::string_view key) {
    carrier.get_all(key, AnyVisitor{});
};

template <class Carrier>
concept HasGet = requires(const Carrier& carrier, std::string_view key) {
    { carrier.get(key) } -> std::convertible_to<std::string_view>;
};

}  // namespace detail

template <class Carrier>
concept ReadableCarrier = detail::HasGetAll<Carrier> || detail::HasGet<Carrier>;

class TextMapGetter {
public:
    template <ReadableCarrier Carrier>
    requires(!std::same_as<Carrier, TextMapGetter>) TextMapGetter(const Carrier& carrier)
    noexcept : carrier_(&carrier), visit_(&visit_values<Carrier>) {}

    /// Calls `use(std::string_view)` with each value of `key`, in order; a view is valid during its call.
    template <class Use>
    void for_each(std::string_view key, Use&& use) const {
        visit_(carrier_, key, const_cast<void*>(static_cast<const void*>(&use)),
               [](void* context, std::string_view value) {
                   (*static_cast<std::remove_reference_t<Use>*>(context))(value);
               });
    }

private:
    using Call = void (*)(void* context, std::string_view value);

    template <class Carrier>
    static void visit_values(const void* carrier, std::string_view key, void* context, Call call) {
        const auto& values = *static_cast<const Carrier*>(carrier);
        if constexpr (detail::HasGetAll<Carrier>) {
            values.get_all(key, [&](std::string_view value) { call(context, value); });
        } else {
            const auto& value = values.get(key);
            const std::string_view view(value);
            if (!view.empty()) call(context, view);
        }
    }

    const void* carrier_;
    void (*visit_)(const void* carrier, std::string_view key, void* context, Call call);
};

}  // namespace telemetryflow

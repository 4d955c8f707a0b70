#pragma once

// Writes headers into any carrier: a view of an object with `set(key, value)`, both std::string_view and valid during
// the call. Owns nothing; lives in parameters. Follows the OpenTelemetry propagators API, "Setter".

#include <concepts>
#include <string_view>
#include <type_traits>

namespace telemetryflow {

class TextMapSetter;

template <class Carrier>
concept WritableCarrier =
    !std::same_as<std::remove_const_t<Carrier>, TextMapSetter> && requires(Carrier & carrier, std::string_view text) {
    carrier.set(text, text);
};

/// A carrier that views the headers and so can be a temporary, such as MapCarrier(headers).
template <class Carrier>
concept WritableView = WritableCarrier<const Carrier>;

class TextMapSetter {
public:
    template <WritableCarrier Carrier>
    TextMapSetter(Carrier& carrier) noexcept : carrier_(&carrier), set_(&set_in<Carrier>) {}
    template <WritableView Carrier>
    TextMapSetter(const Carrier& carrier) noexcept
        : carrier_(const_cast<Carrier*>(&carrier)), set_(&set_in<const Carrier>) {}

    void set(std::string_view key, std::string_view value) const { set_(carrier_, key, value); }

private:
    template <class Carrier>
    static void set_in(void* carrier, std::string_view key, std::string_view value) {
        static_cast<Carrier*>(carrier)->set(key, value);
    }

    void* carrier_;
    void (*set_)(void* carrier, std::string_view key, std::string_view value);
};

}  // namespace telemetryflow

// Reads any lines as the headers of a request, in every format that the SDK propagates. What was understood must be
// within the limits and go on: what is written from it is understood as the same.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "telemetryflow/propagators.hpp"

#include "domain/utf8.hpp"
#include "require.hpp"

namespace {

using namespace telemetryflow;
using fuzz::require;

class Headers {
public:
    explicit Headers(std::string_view lines = {}) {
        while (!lines.empty()) {
            const std::string_view line = lines.substr(0, lines.find('\n'));
            lines.remove_prefix(std::min(line.size() + 1, lines.size()));
            const std::size_t colon = line.find(':');
            if (colon != std::string_view::npos) set(line.substr(0, colon), line.substr(colon + 1));
        }
    }

    void set(std::string_view name, std::string_view value) { lines_.emplace(name, value); }
    template <class Visit>
    void get_all(std::string_view name, Visit&& visit) const {
        const auto [first, last] = lines_.equal_range(name);
        std::for_each(first, last, [&](const auto& line) { visit(std::string_view(line.second)); });
    }
    [[nodiscard]] bool are_sendable() const {
        return std::all_of(lines_.begin(), lines_.end(), [](const auto& line) {
            return std::all_of(line.second.begin(), line.second.end(), [](char c) { return c >= ' ' && c <= '~'; });
        });
    }

private:
    std::multimap<std::string, std::string, std::less<>> lines_;
};

void require_within_limits(const Context& context) {
    require(context.trace_state.to_header().size() <= TraceState::kMaxLength);
    require(context.baggage.to_header().size() <= Baggage::kMaxLength);
    require(context.baggage.entries().size() <= Baggage::kMaxEntries);
    for (const BaggageEntry& entry : context.baggage.entries()) {
        require(utf8::is_valid(entry.value));
        require(context.baggage.get(entry.name) == entry.value);
    }
}

bool is_same(const Context& a, const Context& b) {
    return a.trace_id == b.trace_id && a.span_id == b.span_id && a.is_sampled() == b.is_sampled() &&
           a.is_remote == b.is_remote && a.trace_state == b.trace_state && a.baggage == b.baggage &&
           a.b3_debug == b.b3_debug;
}

void extract_and_send_on(const TextMapPropagator& format, const Headers& received) {
    Context context;
    format.extract(context, received);
    require_within_limits(context);
    Headers sent;
    format.inject(context, sent);
    require(sent.are_sendable());
    if (!context.is_valid() && context.baggage.empty()) return;
    Context again;
    format.extract(again, sent);
    require(is_same(context, again));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Headers received({reinterpret_cast<const char*>(data), size});
    for (const Propagator format :
         {Propagator::TraceContext, Propagator::Baggage, Propagator::B3, Propagator::B3Multi}) {
        extract_and_send_on(*make_propagator(format), received);
    }
    return 0;
}

// The half of MetricRegistry that makes instruments, and what handles are bound to.

#include <utility>

#include "domain/utf8.hpp"
#include "hot/attribute_order.hpp"
#include "hot/filtered_attributes.hpp"
#include "hot/metric_registry.hpp"

namespace telemetryflow::hot {
namespace {

std::string as_valid_text(std::string_view text, std::size_t limit) {
    text = utf8::prefix(text, limit);
    std::string valid(utf8::repaired_size(text), '\0');
    utf8::repair(valid.data(), text);
    return valid;
}

// OpenTelemetry compares instrument names without regard to ASCII case.
std::string identity_of(InstrumentKind kind, const Scope& scope, std::string_view name, std::string_view unit) {
    std::string identity(1, static_cast<char>(kind));
    identity += static_cast<char>(scope.id & 0xFFU);
    identity += static_cast<char>(scope.id >> 8U);
    for (const char c : name)
        identity += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    identity += '\0';
    identity += unit;
    return identity;
}

}  // namespace

Instrument* MetricRegistry::instrument(const InstrumentRequest& request) {
    const std::lock_guard lock(mutex_);
    return instrument_locked(request);
}

Instrument* MetricRegistry::instrument_locked(const InstrumentRequest& request) {
    const std::string name = as_valid_text(request.name, limits_.name_length);
    const std::string unit = as_valid_text(request.unit, limits_.name_length);
    const Scope& scope = request.scope != nullptr ? *request.scope : own_scope_;
    const std::string identity = identity_of(request.kind, scope, name, unit);
    if (const auto found = by_identity_.find(identity); found != by_identity_.end()) {
        for (const auto& stream : found->second->streams) {
            if (stream->description.empty() && !request.description.empty())
                stream->description = as_valid_text(request.description, limits_.name_length);
        }
        return found->second;
    }
    if (instruments_.size() >= kMaxInstruments) return nullptr;

    auto made = std::make_unique<Instrument>();
    made->id = static_cast<std::uint32_t>(instruments_.size() + 1);
    made->scope = &scope;
    made->kind = request.kind;
    made->name = name;
    made->unit = unit;
    made->boundaries = request.boundaries;
    made->made_at = clock_.now();
    made->route.instrument = made.get();
    made->route.gauge_state.store(Series::GaugeState::Elsewhere, std::memory_order_relaxed);
    instruments_.reserve(instruments_.size() + 1);
    by_identity_.reserve(by_identity_.size() + 1);
    add_streams(*made, as_valid_text(request.description, limits_.name_length));
    by_identity_.emplace(identity, made.get());
    return instruments_.emplace_back(std::move(made)).get();
}

Series& MetricRegistry::bind(Instrument& instrument, const Attributes& attributes, EditCounts& edits) {
    const std::lock_guard lock(mutex_);
    std::vector<Series*> branches;
    for (const auto& stream : instrument.streams) {
        Series& series = bound_locked(*stream, attributes, edits);
        if (instrument.only != nullptr) return series;
        branches.push_back(&series);
    }
    return bound_route(instrument, std::move(branches));
}

Series& MetricRegistry::bound_locked(MetricStream& stream, const Attributes& attributes, EditCounts& edits) {
    Series& series = series_locked(stream, attributes, edits);
    if (!series.bound_slot) series.bound_slot = next_bound_slot_++;
    if (!defaults_.keeps_exemplars) return series;
    sorted_.assign(attributes.begin(), attributes.end());
    sort_by_key(sorted_);
    std::string filtered = filtered_attributes(series, Attributes(sorted_), limits_, edits);
    if (filtered.empty()) return series;
    for (const auto& known : stream.bound_aliases) {
        if (known->recorded_in == &series && known->filtered_attributes == filtered) return *known;
    }
    if (alias_count_ == kMaxAliases) return series;
    auto alias = std::make_unique<Series>();
    alias->instrument = stream.instrument;
    alias->stream = &stream;
    alias->bound_slot = next_bound_slot_++;
    alias->recorded_in = &series;
    alias->filtered_attributes = std::move(filtered);
    ++alias_count_;
    return *stream.bound_aliases.emplace_back(std::move(alias));
}

Series& MetricRegistry::bound_route(Instrument& instrument, std::vector<Series*> branches) {
    for (const auto& known : instrument.bound_routes) {
        if (known->branches == branches) return *known;
    }
    auto route = std::make_unique<Series>();
    route->instrument = &instrument;
    route->gauge_state.store(Series::GaugeState::Elsewhere, std::memory_order_relaxed);
    route->bound_slot = next_bound_slot_++;  // stays empty: what is bound here takes the slower way
    route->branches = std::move(branches);
    return *instrument.bound_routes.emplace_back(std::move(route));
}

}  // namespace telemetryflow::hot

#include "hot/scope_table.hpp"

#include <algorithm>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "telemetryflow/version.hpp"

#include "domain/wildcard.hpp"
#include "hot/attribute_encoder.hpp"

namespace telemetryflow::hot {
namespace {

// Field numbers of InstrumentationScope (common.proto).
constexpr std::uint32_t kName = 1;
constexpr std::uint32_t kVersion = 2;
constexpr std::uint32_t kAttributes = 3;
constexpr std::uint32_t kDroppedAttributes = 4;

std::string bytes_field(std::uint32_t field, std::string_view bytes) {
    std::string encoded(bytes.size() + 1 + wire::kMaxVarint, '\0');
    const char* end = wire::put_bytes_field(encoded.data(), field, bytes);
    encoded.resize(static_cast<std::size_t>(end - encoded.data()));
    return encoded;
}

}  // namespace

ScopeTable::ScopeTable(const RecordingLimits& limits, std::vector<ScopeRule> rules)
    : limits_(limits), rules_(std::move(rules)) {
    bool is_new = false;
    static_cast<void>(find_or_add_locked({.name = kOwnName, .version = telemetryflow::kVersion}, is_new));
}

ScopeTable::~ScopeTable() {
    for (std::uint16_t id = 0; id < count_; ++id)
        delete by_id_[id].load(std::memory_order_relaxed);
}

const Scope& ScopeTable::find_or_add_locked(const InstrumentationScope& scope, bool& is_new) {
    ScopeFields fields = encode(scope);
    std::string identity = fields.scope + fields.schema_url;
    if (const auto found = by_fields_.find(identity); found != by_fields_.end()) return *found->second;
    if (count_ == kMaxScopes) return *by_id_[Scope::kOwn].load(std::memory_order_relaxed);
    auto made = std::make_unique<Scope>();
    made->id = count_;
    made->name = scope.name;
    made->version = scope.version;
    made->schema_url = scope.schema_url;
    made->fields = std::move(fields);
    apply_rules(*made);
    bytes_.reserve(bytes_.size() + identity.size());
    by_fields_.emplace(identity, made.get());
    bytes_ += identity;
    is_new = true;
    by_id_[count_].store(made.get(), std::memory_order_release);
    ++count_;
    return *made.release();
}

void ScopeTable::apply_rules(Scope& scope) const {
    const auto rule = std::find_if(rules_.rbegin(), rules_.rend(), [&](const ScopeRule& candidate) {
        return matches_wildcard(candidate.scope_name, scope.name);
    });
    if (rule == rules_.rend()) return;
    scope.enabled[static_cast<std::size_t>(SignalType::Metrics)] = rule->enable_metrics;
    scope.enabled[static_cast<std::size_t>(SignalType::Logs)] = rule->enable_logs;
    scope.enabled[static_cast<std::size_t>(SignalType::Traces)] = rule->enable_traces;
    scope.minimum_severity = rule->minimum_severity;
    scope.trace_based_logs = rule->trace_based_logs;
}

ScopeFields ScopeTable::encode(const InstrumentationScope& scope) const {
    // The same attributes in another order are the same scope.
    std::vector<Attribute> sorted(scope.attributes.begin(), scope.attributes.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Attribute& a, const Attribute& b) { return a.key < b.key; });
    EditCounts edits;
    AttributeEncoder encoder(limits_, edits);
    AttributeEncoder::Progress progress;
    ByteBuffer body;
    if (!encoder.append_text(body, kName, scope.name, limits_.name_length) ||
        !encoder.append_text(body, kVersion, scope.version, limits_.name_length)) {
        throw std::bad_alloc();
    }
    const std::size_t set_at = body.size();
    if (!encoder.append(body, kAttributes, Attributes(sorted), progress, set_at)) throw std::bad_alloc();
    std::string text(body.view());
    if (progress.dropped != 0) {
        std::array<char, 1 + wire::kMaxVarint> count{};
        text.append(count.data(), wire::put_varint_field(count.data(), kDroppedAttributes, progress.dropped));
    }
    ScopeFields fields{bytes_field(ScopeFields::kScope, text), {}};
    if (!scope.schema_url.empty()) {
        body.clear();
        if (!encoder.append_text(body, ScopeFields::kSchemaUrl, scope.schema_url, limits_.name_length))
            throw std::bad_alloc();
        fields.schema_url = body.view();
    }
    return fields;
}

}  // namespace telemetryflow::hot

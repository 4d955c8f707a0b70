#pragma once

// All instrumentation scopes of one client, by their ids. Any thread may add and look up; there is one lock for adding
// and none for looking an id up.

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "telemetryflow/domain/instrumentation_scope.hpp"
#include "telemetryflow/domain/scope_rule.hpp"

#include "hot/recording_limits.hpp"
#include "hot/scope.hpp"

namespace telemetryflow::hot {

class ScopeTable {
public:
    static constexpr std::size_t kMaxScopes = 1024;
    static constexpr const char* kOwnName = "telemetryflow";

    /// Of the `rules` that match a scope the last one holds.
    explicit ScopeTable(const RecordingLimits& limits, std::vector<ScopeRule> rules = {});
    ~ScopeTable();
    ScopeTable(const ScopeTable&) = delete;
    ScopeTable& operator=(const ScopeTable&) = delete;

    /// Returns the scope, made if it is new: `keep(bytes)` is called for all scopes' bytes then, with the lock held and
    /// before anybody can record under it. Beyond kMaxScopes it is the SDK's own. Throws std::bad_alloc.
    template <class Keep>
    [[nodiscard]] const Scope& find_or_add(const InstrumentationScope& scope, Keep&& keep) {
        const std::lock_guard lock(mutex_);
        bool is_new = false;
        const Scope& found = find_or_add_locked(scope, is_new);
        if (is_new) keep(bytes_);
        return found;
    }
    /// Calls `use(bytes)` for the bytes of all scopes (ScopeFields::from_bytes()), while no scope is added.
    template <class Use>
    void with_bytes(Use&& use) const {
        const std::lock_guard lock(mutex_);
        use(bytes_);
    }
    /// The scope `id`, or the SDK's own where there is none.
    [[nodiscard]] const Scope& at(std::uint16_t id) const noexcept {
        const Scope* scope = id < kMaxScopes ? by_id_[id].load(std::memory_order_acquire) : nullptr;
        return scope != nullptr ? *scope : *by_id_[Scope::kOwn].load(std::memory_order_relaxed);
    }

    /// For a fork, which must not find it locked.
    [[nodiscard]] std::mutex& mutex() noexcept { return mutex_; }

private:
    const Scope& find_or_add_locked(const InstrumentationScope& scope, bool& is_new);
    // The scope as fields, which are its identity too.
    [[nodiscard]] ScopeFields encode(const InstrumentationScope& scope) const;
    void apply_rules(Scope& scope) const;

    const RecordingLimits& limits_;
    const std::vector<ScopeRule> rules_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, const Scope*> by_fields_;
    std::uint16_t count_ = 0;
    std::string bytes_;
    std::array<std::atomic<const Scope*>, kMaxScopes> by_id_{};
};

}  // namespace telemetryflow::hot

#include "telemetryflow/application/handler_registry.hpp"

#include <mutex>
#include <string>

#include "telemetryflow/domain/errors.hpp"

#include "process/fork_safe_mutex.hpp"

namespace telemetryflow {

HandlerRegistry::HandlerRegistry() : mutex_(std::make_unique<process::ForkSafeMutex>()) {}
HandlerRegistry::~HandlerRegistry() = default;
HandlerRegistry::EntryBase::~EntryBase() = default;

void HandlerRegistry::put(std::type_index type, std::shared_ptr<const EntryBase> entry) {
    // The replaced entry dies after the lock is gone: what its function captured may call the registry.
    const std::lock_guard lock(*mutex_);
    entries_[type].swap(entry);
}

bool HandlerRegistry::erase(std::type_index type) {
    std::shared_ptr<const EntryBase> removed;
    const std::lock_guard lock(*mutex_);
    const auto found = entries_.find(type);
    if (found == entries_.end()) return false;
    removed = std::move(found->second);
    entries_.erase(found);
    return true;
}

std::shared_ptr<const HandlerRegistry::EntryBase> HandlerRegistry::find(std::type_index type) const {
    // Alone, for one look: a fork could not hold a lock that is shared.
    const std::lock_guard lock(*mutex_);
    const auto found = entries_.find(type);
    return found == entries_.end() ? nullptr : found->second;
}

void HandlerRegistry::throw_no_handler(std::string_view name) {
    throw TelemetryFlowError(ErrorCode::NoHandler, "No handler registered for " + std::string(name));
}

}  // namespace telemetryflow

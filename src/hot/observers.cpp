#include "hot/observers.hpp"

#include <algorithm>
#include <utility>

namespace telemetryflow::hot {

std::uint64_t Observers::add(std::shared_ptr<Observer> observer) {
    const std::lock_guard lock(mutex_);
    entries_.push_back({next_id_, std::move(observer)});
    return next_id_++;
}

void Observers::remove(std::uint64_t id) noexcept {
    std::shared_ptr<Observer> removed;  // its end may do anything, so that it comes after the lock's
    {
        const std::lock_guard lock(mutex_);
        const auto found = std::find_if(entries_.begin(), entries_.end(), [id](const Entry& e) { return e.id == id; });
        if (found == entries_.end()) return;
        removed = std::move(found->observer);
        entries_.erase(found);
    }
    if (!runs_on_this_thread()) running_.wait(id);
}

void Observers::clear() noexcept {
    std::vector<Entry> removed;
    const std::lock_guard lock(mutex_);
    removed.swap(entries_);
}

bool Observers::begin(std::uint64_t id) noexcept {
    const std::lock_guard lock(mutex_);
    if (std::none_of(entries_.begin(), entries_.end(), [id](const Entry& e) { return e.id == id; })) return false;
    thread_.store(std::this_thread::get_id());
    running_.store(id);
    return true;
}

void Observers::run() {
    std::vector<Entry> now;
    {
        const std::lock_guard lock(mutex_);
        now = entries_;
    }
    for (const Entry& entry : now) {
        if (!begin(entry.id)) continue;
        try {
            entry.observer->observe();
        } catch (...) {
            failures_.fetch_add(1, std::memory_order_relaxed);
        }
        running_.store(0);
        running_.notify_all();
    }
}

void Observers::reset_in_child() noexcept {
    if (!runs_on_this_thread()) running_.store(0);
    failures_.store(0, std::memory_order_relaxed);
}

}  // namespace telemetryflow::hot

#include "hot/exemplar_reservoir.hpp"

#include <algorithm>
#include <mutex>

namespace telemetryflow::hot {

void ExemplarReservoir::collect(std::uint64_t since, std::vector<Exemplar>& found) {
    const std::lock_guard lock(lock_);
    if (found.size() < slots_.size()) found.resize(slots_.size());
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        const Exemplar& exemplar = slots_[i].exemplar;
        if (exemplar.time > std::max(since, found[i].time)) found[i] = exemplar;
        slots_[i].seen = 0;
    }
    seen_ = 0;
}

void ExemplarReservoir::merge(ExemplarReservoir& other) {
    const std::lock_guard lock(lock_);
    const std::lock_guard others_lock(other.lock_);
    for (std::size_t i = 0; i < std::min(slots_.size(), other.slots_.size()); ++i) {
        Slot& own = slots_[i];
        Slot& given = other.slots_[i];
        own.seen += given.seen;
        if (given.exemplar.time > own.exemplar.time) std::swap(own.exemplar, given.exemplar);
    }
    seen_ += other.seen_;
}

void ExemplarReservoir::reset() noexcept {
    lock_.unlock();  // a thread that held it when the process was forked is not in the child
    for (Slot& slot : slots_) {
        slot.exemplar.time = 0;
        slot.seen = 0;
    }
    seen_ = 0;
}

}  // namespace telemetryflow::hot

#include "interface/rate_limit.hpp"

namespace @{module} {

int RateLimit::wait_of(const std::string& caller, TimePoint now) {
    if (requests_per_minute_ == 0) return 0;
    const std::lock_guard lock(mutex_);
    if (now - minute_ >= std::chrono::minutes(1)) {
        // All at once, so that memory is that of one minute's callers.
        minute_ = now;
        requests_.clear();
    }
    int& requests = requests_[caller];
    if (requests < requests_per_minute_) {
        ++requests;
        return 0;
    }
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(minute_ + std::chrono::minutes(1) - now);
    return static_cast<int>(left.count()) + 1;
}

}  // namespace @{module}

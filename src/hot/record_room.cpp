#include "hot/record_room.hpp"

#include <algorithm>

#include "hot/short_bytes.hpp"

namespace telemetryflow::hot {

char* RecordRoom::more(char* at, std::size_t size) noexcept {
    const auto used = static_cast<std::size_t>(at - data_);
    if (is_spilled_) {
        if (spilled_.more(at, size) == nullptr) return nullptr;
    } else {
        constexpr std::size_t kKeptBytes = 64U << 10U;
        spilled_.trim(std::max(kKeptBytes, used + size));
        spilled_.clear();
        if (!spilled_.ensure(used + size)) return nullptr;
        copy_bytes(spilled_.data(), data_, used);
        is_spilled_ = true;
    }
    data_ = spilled_.data();
    limit_ = spilled_.limit();
    return data_ + used;
}

}  // namespace telemetryflow::hot

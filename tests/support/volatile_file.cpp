#include "support/volatile_file.hpp"

#include <algorithm>

namespace telemetryflow::test {

void VolatileFile::write(std::size_t at, std::string_view bytes) {
    if (at + bytes.size() > now_.size()) resize(at + bytes.size());
    now_.replace(at, bytes.size(), bytes);
    changed(at, at + bytes.size());
}

void VolatileFile::resize(std::size_t size) {
    const std::size_t before = now_.size();
    now_.resize(size);
    sizes_.push_back(size);
    changed(std::min(before, size), size);
}

void VolatileFile::changed(std::size_t from, std::size_t to) {
    for (std::size_t sector = from / kSector; sector * kSector < to; ++sector)
        versions_[sector].push_back(now_.substr(sector * kSector, kSector));
}

void VolatileFile::sync() {
    // Sectors that an earlier sync has lost are not written again.
    on_disk_.resize(now_.size());
    for (const auto& [sector, versions] : versions_) {
        const std::size_t at = sector * kSector;
        if (at < now_.size()) on_disk_.replace(at, kSector, now_, at, kSector);
    }
    versions_.clear();
    sizes_.clear();
}

void VolatileFile::fail_sync(Random& random) {
    on_disk_ = after_power_failure(random);
    versions_.clear();
    sizes_.assign(1, now_.size());
}

std::string VolatileFile::after_power_failure(Random& random) const {
    const std::size_t size = random() % (sizes_.size() + 1);
    std::string left = on_disk_;
    left.resize(size == sizes_.size() ? on_disk_.size() : sizes_[size]);
    for (const auto& [sector, versions] : versions_) {
        const std::size_t version = random() % (versions.size() + 1);
        const std::size_t at = sector * kSector;
        if (version == versions.size() || at >= left.size()) continue;
        const std::size_t bytes = std::min(versions[version].size(), left.size() - at);
        left.replace(at, bytes, versions[version], 0, bytes);
    }
    return left;
}

}  // namespace telemetryflow::test

#pragma once

// The bytes of a file as processes see them, and what a disk may have of them when the power fails: of each sector that
// was written since the last sync any version, and any length that the file had since. A value.

#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryflow::test {

class VolatileFile {
public:
    using Random = std::mt19937;

    static constexpr std::size_t kSector = 512;

    VolatileFile() = default;
    /// All of it is on the disk.
    explicit VolatileFile(std::string bytes) : now_(std::move(bytes)), on_disk_(now_) {}

    void write(std::size_t at, std::string_view bytes);
    /// Cuts it, or appends zeros.
    void resize(std::size_t size);

    /// The disk has it all.
    void sync();
    /// The disk has some of what was written since the last sync. The rest counts as written from now on, as it does
    /// for kernels, and never comes there.
    void fail_sync(Random& random);

    [[nodiscard]] const std::string& now() const noexcept { return now_; }
    /// What may be left.
    [[nodiscard]] std::string after_power_failure(Random& random) const;

private:
    // Notes that the sectors of these bytes have changed.
    void changed(std::size_t from, std::size_t to);

    std::string now_;
    std::string on_disk_;
    std::map<std::size_t, std::vector<std::string>> versions_;  // of sectors, since the last sync
    std::vector<std::size_t> sizes_;                            // since then
};

}  // namespace telemetryflow::test

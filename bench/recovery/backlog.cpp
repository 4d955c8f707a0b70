#include "recovery/backlog.hpp"

#include <chrono>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

#include "telemetryflow/telemetryflow.hpp"

#include "recovery/recovering.hpp"

namespace telemetryflow::bench {
namespace {

namespace fs = std::filesystem;

// Takes nothing.
class DeadExporter final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest&) override {
        return {.outcome = ExportOutcome::Retryable, .reason = "connect"};
    }
};

std::vector<fs::path> segments_in(const std::string& folder) {
    std::vector<fs::path> found;
    // Files come and go while clients run.
    std::error_code gone;
    for (fs::recursive_directory_iterator at(folder, gone), end; at != end; at.increment(gone))
        if (at->path().filename().string().starts_with("segment-")) found.push_back(at->path());
    return found;
}

std::uint64_t bytes_in(const std::string& folder) {
    std::uint64_t bytes = 0;
    for (const fs::path& file : segments_in(folder)) {
        std::error_code gone;
        const std::uintmax_t size = fs::file_size(file, gone);
        bytes += gone ? 0 : size;
    }
    return bytes;
}

// Calls `use` with each of the files, open for reading.
template <class Use>
void for_each_file(const std::vector<fs::path>& files, Use use) {
    for (const fs::path& file : files) {
        const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (opened < 0) throw std::runtime_error("cannot open " + file.string());
        use(opened);
        ::close(opened);
    }
}

}  // namespace

Backlog::Backlog() {
    std::string name = (fs::temp_directory_path() / "tf-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder: " + name);
    folder_ = name;
}

Backlog::~Backlog() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::vector<fs::path> Backlog::segments() const {
    return segments_in(folder_);
}

std::uint64_t Backlog::bytes() const {
    return bytes_in(folder_);
}

void Backlog::forget_cached() const {
    for_each_file(segments(), [](int file) {
        ::fdatasync(file);
        ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    });
}

double Backlog::read_all() const {
    std::vector<char> block(1U << 20U);
    const auto start = std::chrono::steady_clock::now();
    for_each_file(segments(), [&](int file) {
        while (::read(file, block.data(), block.size()) > 0) {
        }
    });
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void Backlog::fill(const std::string& folder, std::uint64_t bytes) {
    TelemetryConfig config = recovering_config(folder);
    config.overflow_policy = OverflowPolicy::Block;
    config.overflow_timeout = std::chrono::minutes(10);
    config.retry_backoff = config.retry_max_backoff = std::chrono::milliseconds(1);
    config.max_retries = 0;
    config.spool_min_free_bytes = 0;
    config.spool_max_bytes = 2 * bytes;
    TelemetryFlowClient client(config, {.exporter = std::make_unique<DeadExporter>()});
    client.initialize();
    const std::string body(900, 'b');
    while (bytes_in(folder) < bytes) {
        for (int i = 0; i < 2'000; ++i)
            client.log_info(body, {{"number", i}, {"user.id", "4711"}});
    }
    // What is not on disk yet is kept in the buffer's file.
    client.shutdown(std::chrono::milliseconds(1));
}

}  // namespace telemetryflow::bench

#include "durability/dead_process.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

#include "durability/boot_id.hpp"
#include "durability/loss_ledger.hpp"
#include "hot/chunk_pool.hpp"

namespace telemetryflow::durability {

namespace {

// Without its resource nothing can be said of what a process left. It is kept for whoever wants to look.
void quarantine_all(const ProcessDirectory& directory, const std::string& path, std::vector<std::string>& faults) {
    const SegmentFolder folder = directory.segments();
    for (const SegmentFolder::Entry& entry : folder.segments()) {
        faults.push_back(path + "/" + entry.name.to_text() + " does not say whose telemetry it is");
        folder.quarantine(entry.name);
    }
}

}  // namespace

DeadProcess::DeadProcess(ProcessDirectory directory, About about, char* file, std::size_t bytes)
    : directory_(std::move(directory)),
      about_(std::move(about)),
      file_(file),
      bytes_(bytes),
      spool_(directory_.segments()) {
    std::size_t region = bytes;
    if (bytes % hot::ChunkPool::kChunkBytes == LossLedger::kBytes) {
        region -= LossLedger::kBytes;
        ledger_ = file + region;
        counts_ = LossLedger::read(ledger_);
    }
    metrics_ = MetricSnapshot::from_bytes(directory_.read_metrics());
    chunks_ = unsettled_chunks({file, region}, about_.boot_id != boot_id());
    unfinished_ = UnfinishedSpans(directory_.read_open_spans());
    if (const auto chunk = unfinished_.chunk()) chunks_.push_back(*chunk);
}

DeadProcess::~DeadProcess() {
    if (file_ != nullptr) ::munmap(file_, bytes_);
}

bool DeadProcess::is_in_file(const RegionChunk& chunk) const noexcept {
    const auto* const header = reinterpret_cast<const char*>(chunk.header);
    return header >= file_ && header < file_ + bytes_;
}

void DeadProcess::write_back(const char* at, std::size_t bytes) const noexcept {
    if (directory_.is_mappable()) return;
    // Where it does not go well, the next recovery finds what this one found.
    [[maybe_unused]] const ssize_t written =
        ::pwrite(directory_.region_fd(), at, bytes, static_cast<off_t>(at - file_));
}

void DeadProcess::settle(const RegionChunk& chunk, std::uint32_t records) noexcept {
    chunk.header->settled.store(records, std::memory_order_relaxed);
    if (is_in_file(chunk)) write_back(reinterpret_cast<const char*>(chunk.header), sizeof(hot::ChunkHeader));
}

void DeadProcess::counts_are_told() noexcept {
    if (ledger_ == nullptr) return;
    LossLedger::clear(ledger_);
    write_back(ledger_, LossLedger::kBytes);
}

void DeadProcess::give_back_free_space() const noexcept {
    constexpr std::size_t kPage = 4096;  // of which larger ones are made
    std::vector<std::pair<std::size_t, std::size_t>> used;
    for (const RegionChunk& chunk : chunks_) {
        if (!is_in_file(chunk)) continue;
        const auto at = static_cast<std::size_t>(reinterpret_cast<const char*>(chunk.header) - file_);
        used.emplace_back(at, at + sizeof(hot::ChunkHeader) + chunk.committed.bytes);
    }
    std::sort(used.begin(), used.end());
    const std::size_t region = ledger_ == nullptr ? bytes_ : static_cast<std::size_t>(ledger_ - file_);
    used.emplace_back(region, region);
    std::size_t free_from = 0;
    for (const auto& [begin, end] : used) {
        if (begin > free_from) directory_.give_back(free_from, begin - free_from);
        free_from = (end + kPage - 1) / kPage * kPage;
    }
}

std::vector<std::unique_ptr<DeadProcess>> DeadProcess::adopt_all(const std::shared_ptr<const StateDirectory>& state,
                                                                 std::vector<std::string>& faults) {
    std::vector<std::unique_ptr<DeadProcess>> found;
    for (const std::string& name : state->folders()) {
        try {
            std::unique_ptr<DeadProcess> process = adopt(state, name, faults);
            if (process != nullptr) found.push_back(std::move(process));
        } catch (const std::exception& error) {
            faults.emplace_back(error.what());
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::pair(a->directory_.started(), a->name()) < std::pair(b->directory_.started(), b->name());
    });
    return found;
}

std::unique_ptr<DeadProcess> DeadProcess::adopt(const std::shared_ptr<const StateDirectory>& state,
                                                const std::string& name, std::vector<std::string>& faults) {
    std::optional<ProcessDirectory> directory = ProcessDirectory::adopt(state, name);
    if (!directory) return nullptr;
    const std::string path = state->path() + "/" + name;
    const std::size_t bytes = directory->region_bytes();
    std::optional<About> about = directory->read_about();
    if (!about) {
        // A process that said nothing of itself had not begun to record.
        quarantine_all(*directory, path, faults);
        directory->remove();
        return nullptr;
    }
    void* mapped = nullptr;
    const int flags = directory->is_mappable() ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS;
    if (bytes != 0) {
        mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, flags,
                        directory->is_mappable() ? directory->region_fd() : -1, 0);
    }
    if (mapped == MAP_FAILED) {
        faults.push_back(path + " cannot be mapped");
        return nullptr;
    }
    try {
        if (!directory->is_mappable()) directory->read_region({static_cast<char*>(mapped), bytes});
    } catch (...) {
        if (mapped != nullptr) ::munmap(mapped, bytes);
        throw;
    }
    std::unique_ptr<DeadProcess> process(
        new DeadProcess(std::move(*directory), std::move(*about), static_cast<char*>(mapped), bytes));
    if (process->is_empty() && !process->counts().has_losses()) {
        process->remove();
        return nullptr;
    }
    return process;
}

}  // namespace telemetryflow::durability

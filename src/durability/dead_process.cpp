#include "durability/dead_process.hpp"

#include <utility>

#include <sys/mman.h>

#include "durability/boot_id.hpp"
#include "durability/loss_ledger.hpp"
#include "hot/chunk_pool.hpp"

namespace telemetryflow::durability {

DeadProcess::DeadProcess(ProcessDirectory directory, About about, char* file, std::size_t bytes)
    : directory_(std::move(directory)), about_(std::move(about)), file_(file), bytes_(bytes) {
    std::size_t region = bytes;
    if (bytes % hot::ChunkPool::kChunkBytes == LossLedger::kBytes) {
        region -= LossLedger::kBytes;
        ledger_ = file + region;
        counts_ = LossLedger::read(ledger_);
    }
    metrics_ = MetricSnapshot::from_bytes(directory_.read_metrics());
    chunks_ = unsettled_chunks({file, region}, about_.boot_id != boot_id());
}

DeadProcess::~DeadProcess() {
    ::munmap(file_, bytes_);
}

void DeadProcess::counts_are_told() noexcept {
    if (ledger_ != nullptr) LossLedger::clear(ledger_);
}

std::vector<std::unique_ptr<DeadProcess>> DeadProcess::adopt_all(const std::shared_ptr<const StateDirectory>& state,
                                                                 std::vector<std::string>& faults) {
    std::vector<std::unique_ptr<DeadProcess>> found;
    for (const std::string& name : state->folders()) {
        std::optional<ProcessDirectory> directory = ProcessDirectory::adopt(state, name);
        if (!directory) continue;
        const std::size_t bytes = directory->region_bytes();
        // A process that said nothing of itself had not begun to record.
        std::optional<About> about = directory->read_about();
        if (bytes == 0 || !about) {
            directory->remove();
            continue;
        }
        void* mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, directory->region_fd(), 0);
        if (mapped == MAP_FAILED) {
            faults.push_back(state->path() + "/" + name + " cannot be mapped");
            continue;
        }
        std::unique_ptr<DeadProcess> process(
            new DeadProcess(std::move(*directory), std::move(*about), static_cast<char*>(mapped), bytes));
        if (process->is_empty() && !process->counts().has_losses()) {
            process->remove();
        } else {
            found.push_back(std::move(process));
        }
    }
    return found;
}

}  // namespace telemetryflow::durability

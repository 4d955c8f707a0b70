#include "durability/dead_process.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include <sys/mman.h>

namespace telemetryflow::durability {

DeadProcess::DeadProcess(ProcessDirectory directory, About about, char* region, std::size_t bytes)
    : directory_(std::move(directory)),
      about_(std::move(about)),
      region_(region),
      bytes_(bytes),
      chunks_(unsettled_chunks({region, bytes})) {}

DeadProcess::~DeadProcess() {
    ::munmap(region_, bytes_);
}

std::unique_ptr<DeadProcess> DeadProcess::adopt(const std::shared_ptr<const StateDirectory>& state,
                                                const std::string& name) {
    std::optional<ProcessDirectory> directory = ProcessDirectory::adopt(state, name);
    if (!directory) return nullptr;
    const std::size_t bytes = directory->region_bytes();
    // A process that said nothing of itself had not begun to record.
    std::optional<About> about = directory->read_about();
    if (bytes == 0 || !about) {
        directory->remove();
        return nullptr;
    }
    void* mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, directory->region_fd(), 0);
    if (mapped == MAP_FAILED) throw std::runtime_error(state->path() + "/" + name + " cannot be mapped");
    std::unique_ptr<DeadProcess> process(
        new DeadProcess(std::move(*directory), std::move(*about), static_cast<char*>(mapped), bytes));
    if (!process->chunks().empty()) return process;
    process->remove();
    return nullptr;
}

std::vector<std::unique_ptr<DeadProcess>> DeadProcess::adopt_all(const std::shared_ptr<const StateDirectory>& state,
                                                                 std::vector<std::string>& faults) {
    std::vector<std::unique_ptr<DeadProcess>> found;
    for (const std::string& name : state->folders()) {
        try {
            if (auto process = adopt(state, name)) found.push_back(std::move(process));
        } catch (const std::runtime_error& error) {
            faults.emplace_back(error.what());
        }
    }
    return found;
}

}  // namespace telemetryflow::durability

#include "pipeline/recovered_metrics.hpp"

#include <new>

#include "hot/wire.hpp"

namespace telemetryflow::pipeline {

bool RecoveredMetrics::seek() {
    const std::vector<Recovery::Process>& processes = recovery_->processes();
    for (; process_ < processes.size(); ++process_, request_ = 0) {
        const Recovery::Process& process = processes[process_];
        if (process.dead != nullptr && request_ < process.dead->metrics().requests.size()) return true;
    }
    return false;
}

bool RecoveredMetrics::next(Batch& batch) {
    if (!seek()) return false;
    const Recovery::Process& process = recovery_->processes()[process_];
    const auto& request = process.dead->metrics().requests[request_];
    const std::size_t size = request.contents.size() + process.envelope.overhead(request.contents.size());
    if (!batch.bytes.ensure(size)) throw std::bad_alloc();
    char* const at = process.envelope.write(batch.bytes.end(), request.contents.size());
    batch.bytes.set_end(hot::wire::put_raw(at, request.contents.data(), request.contents.size()));
    batch.items = request.points;
    return true;
}

void RecoveredMetrics::settle(Batch& /*batch*/) {
    Recovery::Process& process = recovery_->processes()[process_];
    if (++request_ != process.dead->metrics().requests.size()) return;
    process.dead->remove_metrics();
    // May delete the process's folder.
    recovery_->part_settled(process);
}

}  // namespace telemetryflow::pipeline

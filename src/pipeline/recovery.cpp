#include "pipeline/recovery.hpp"

#include <new>
#include <string>

#include "hot/attribute_encoder.hpp"

namespace telemetryflow::pipeline {
namespace {

constexpr const char* kTopic = "recovery";

// The dead process's resource, which says besides that it comes late.
std::string recovered_resource(const std::string& resource) {
    constexpr std::uint32_t kResourceAttributes = 1;
    hot::RecordingLimits limits;
    hot::EditCounts edits;
    hot::AttributeEncoder encoder(limits, edits);
    hot::AttributeEncoder::Progress progress;
    hot::ByteBuffer mark;
    if (!encoder.append(mark, kResourceAttributes, Attribute{"telemetryflow.recovered", true}, progress)) {
        throw std::bad_alloc();
    }
    return resource + std::string(mark.view());
}

std::uint64_t records_of(const durability::DeadProcess& process) {
    std::uint64_t records = 0;
    for (const durability::RegionChunk& chunk : process.chunks())
        records += chunk.committed.records - chunk.settled;
    return records;
}

}  // namespace

std::vector<Recovery::Process>& Recovery::processes() {
    if (!looked_) adopt();
    looked_ = true;
    return processes_;
}

void Recovery::adopt() try {
    std::vector<std::string> faults;
    for (auto& dead : durability::DeadProcess::adopt_all(state_, faults)) {
        const durability::About& about = dead->about();
        diagnostics_->report(DiagnosticLevel::Info, kTopic,
                             std::to_string(records_of(*dead)) +
                                 " records of a process that ended before they were "
                                 "delivered are sent now (" +
                                 dead->name() + ")");
        Envelope envelope(recovered_resource(about.resource), about.scope_name, about.scope_version);
        const std::size_t chunks = dead->chunks().size();
        processes_.push_back({std::move(dead), std::move(envelope), chunks});
    }
    for (const std::string& fault : faults)
        diagnostics_->report(DiagnosticLevel::Warning, kTopic, fault);
} catch (const std::exception& error) {
    // Whatever is wrong with old data must not keep new data from being sent.
    diagnostics_->report(DiagnosticLevel::Warning, kTopic, error.what());
}

void Recovery::chunk_settled(Process& process) {
    if (--process.unsettled_chunks != 0) return;
    process.dead->remove();
    process.dead.reset();
}

}  // namespace telemetryflow::pipeline

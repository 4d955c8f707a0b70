#pragma once

// An exporter that keeps what it is given, for tests: yours and ours. Pass it to TelemetryFlowBuilder::with_exporter()
// and keep the shared record. Any thread may read the record at any time.

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "telemetryflow/application/ports/exporter.hpp"

namespace telemetryflow::testing {

class InMemoryExporter final : public Exporter {
public:
    struct Request {
        SignalType signal;
        std::string body;  // the serialised Export*ServiceRequest
        std::uint64_t items;
        std::string batch_id;
    };

    /// What the exporter was given and what it is to answer; outlives the client that owns the exporter.
    class Record {
    public:
        /// Every request so far, in order of arrival, refused ones included.
        [[nodiscard]] std::vector<Request> requests() const {
            const std::lock_guard lock(mutex_);
            return requests_;
        }
        /// The answer to the next request that has none yet; without any, requests are delivered.
        void answer_next(ExportResult result) {
            const std::lock_guard lock(mutex_);
            answers_.push_back(std::move(result));
        }
        /// The answer to every request from now on that answer_next() does not decide.
        void answer_always(ExportResult result) {
            const std::lock_guard lock(mutex_);
            default_answer_ = std::move(result);
        }
        void clear() {
            const std::lock_guard lock(mutex_);
            requests_.clear();
        }

    private:
        friend class InMemoryExporter;

        mutable std::mutex mutex_;
        std::vector<Request> requests_;
        std::deque<ExportResult> answers_;
        ExportResult default_answer_;
    };

    explicit InMemoryExporter(std::shared_ptr<Record> record) : record_(std::move(record)) {}

    ExportResult export_batch(const ExportRequest& request) override {
        const std::lock_guard lock(record_->mutex_);
        record_->requests_.push_back({request.signal,
                                      {reinterpret_cast<const char*>(request.body.data()), request.body.size()},
                                      request.items,
                                      std::string(request.batch_id)});
        if (record_->answers_.empty()) return record_->default_answer_;
        ExportResult answer = std::move(record_->answers_.front());
        record_->answers_.pop_front();
        return answer;
    }

private:
    std::shared_ptr<Record> record_;
};

}  // namespace telemetryflow::testing

// Ingest: the one way into the store, shared by all receivers and used by all of their threads at once. It applies
// what OTLP says about invalid records, writes, counts, and tells the listener.
#pragma once

#include <atomic>
#include <functional>
#include <set>
#include <string>

#include "receiver/signals.hpp"
#include "store/store.hpp"

namespace telemetryflow::local {

// One accepted batch. `bytes` is the size of the request message before compression.
struct BatchInfo {
    std::string protocol;
    std::string signal;
    std::string item_name;
    std::int64_t items = 0;
    std::int64_t rejected = 0;
    std::size_t bytes = 0;
    std::set<std::string> services;
};

// Called on receiver threads, several at a time.
using BatchListener = std::function<void(const BatchInfo&)>;

// Totals of accepted requests since the start of the program.
struct ReceivedCounts {
    std::atomic<std::int64_t> batches{0};
    std::atomic<std::int64_t> spans{0};
    std::atomic<std::int64_t> logs{0};
    std::atomic<std::int64_t> metric_points{0};
    std::atomic<std::int64_t> rejected_spans{0};
    std::atomic<std::int64_t> bytes{0};
};

class Ingest {
public:
    Ingest(Store& store, BatchListener listener) : store_(store), listener_(std::move(listener)) {}

    // Throws DatabaseError when the batch could not be stored; the sender may try again.
    template <typename Request>
    typename SignalTraits<Request>::Response accept(const Request& request, const std::string& protocol,
                                                    std::size_t bytes);

    const ReceivedCounts& received() const { return received_; }

private:
    Store& store_;
    BatchListener listener_;
    ReceivedCounts received_;
};

}  // namespace telemetryflow::local

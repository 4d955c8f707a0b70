#include "receiver/ingest.hpp"

#include "receiver/validation.hpp"

namespace telemetryflow::local {

namespace {

std::atomic<std::int64_t>& counter_of(ReceivedCounts& counts, const TraceRequest&) {
    return counts.spans;
}
std::atomic<std::int64_t>& counter_of(ReceivedCounts& counts, const LogsRequest&) {
    return counts.logs;
}
std::atomic<std::int64_t>& counter_of(ReceivedCounts& counts, const MetricsRequest&) {
    return counts.metric_points;
}

template <typename Request>
std::int64_t write_valid(Store& store, const Request& request, const Rejection& rejection) {
    if constexpr (std::is_same_v<Request, TraceRequest>) {
        if (rejection.count != 0) {
            auto valid = request;
            remove_rejected(valid);
            return store.write(valid);
        }
    }
    return store.write(request);
}

}  // namespace

template <typename Request>
typename SignalTraits<Request>::Response Ingest::accept(const Request& request, const std::string& protocol,
                                                        std::size_t bytes) {
    using Traits = SignalTraits<Request>;
    const auto rejection = rejected_by(request);
    const auto written = write_valid(store_, request, rejection);

    received_.batches += 1;
    received_.bytes += static_cast<std::int64_t>(bytes);
    received_.rejected_spans += rejection.count;
    counter_of(received_, request) += written;
    if (listener_) {
        listener_({protocol, Traits::kName, Traits::kItems, written, rejection.count, bytes, services_in(request)});
    }

    typename Traits::Response response;
    if (rejection.count != 0) {
        Traits::set_rejected(response, rejection.count);
        response.mutable_partial_success()->set_error_message(rejection.message);
    }
    return response;
}

template SignalTraits<TraceRequest>::Response Ingest::accept(const TraceRequest&, const std::string&, std::size_t);
template SignalTraits<LogsRequest>::Response Ingest::accept(const LogsRequest&, const std::string&, std::size_t);
template SignalTraits<MetricsRequest>::Response Ingest::accept(const MetricsRequest&, const std::string&, std::size_t);

}  // namespace telemetryflow::local

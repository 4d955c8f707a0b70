#pragma once

// Adds up the points of one client, collection by collection, as a receiver does, with a look at what every point has
// to satisfy on the way. Used by one thread.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "property/expected_stream.hpp"
#include "property/point_series.hpp"
#include "support/otlp_requests.hpp"

namespace telemetryflow::tests::property {

/// By stream and attribute set.
using SeriesModel = std::map<std::pair<std::string, SeriesAttributes>, PointSeries>;

class StreamReceiver {
public:
    /// An observable gauge that is there in every collection, and tells its time.
    static constexpr const char* kHeartbeat = "heartbeat";

    StreamReceiver(std::map<std::string, ExpectedStream> streams, Temporality preference)
        : streams_(std::move(streams)), preference_(preference) {}

    /// The points of one collection.
    void take(const std::vector<Metric>& metrics);

    [[nodiscard]] const SeriesModel& series() const { return series_; }

private:
    using Key = std::pair<std::string, SeriesAttributes>;

    void take_metric(const Metric& metric);
    void forget_unobserved();
    template <class Point>
    void check(const ExpectedStream& stream, const Key& key, const Point& point);
    template <class Point>
    [[nodiscard]] PointSeries of_histogram(const ExpectedStream& stream, const Point& point);
    void add(const ExpectedStream& stream, const Key& key, const PointSeries& point);

    const std::map<std::string, ExpectedStream> streams_;
    const Temporality preference_;
    SeriesModel series_;
    std::map<Key, std::uint64_t> starts_;
    std::set<Key> in_collection_;
    std::uint64_t now_ = 0;
    std::uint64_t before_ = 0;
};

}  // namespace telemetryflow::tests::property

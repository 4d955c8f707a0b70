#pragma once

// What is told of one name: its type, unit, description and samples, which a scrape has in one place. Used by one
// thread.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "telemetryflow/prometheus_format.hpp"

namespace telemetryflow::prometheus {

class MetricFamily {
public:
    enum class Type : std::uint8_t { Counter, Gauge, Histogram, Info };

    struct Metadata {
        std::string unit{};
        std::string help{};

        friend bool operator==(const Metadata&, const Metadata&) = default;
    };

    MetricFamily(std::string name, Type type, Metadata metadata);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] Type type() const noexcept { return type_; }
    [[nodiscard]] const Metadata& metadata() const noexcept { return metadata_; }
    /// Takes a description where there is none yet.
    void describe(std::string_view help);

    /// Whether no point before had these labels; samples follow when so.
    [[nodiscard]] bool begin_point(const std::string& labels) { return points_.insert(labels).second; }
    /// Begins a sample, whose value is appended to what is returned, and ended with a line feed.
    std::string& begin_sample(std::string_view suffix, std::string_view labels);
    void end_sample() { samples_ += '\n'; }

    void append_to(std::string& text, PrometheusFormat format) const;

private:
    const std::string name_;  // without the suffixes of samples
    const Type type_;
    Metadata metadata_;
    std::set<std::string> points_;
    std::string samples_;
};

[[nodiscard]] std::string_view to_string(MetricFamily::Type type) noexcept;

}  // namespace telemetryflow::prometheus

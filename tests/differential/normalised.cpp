#include "differential/normalised.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <map>
#include <sstream>

#include "support/otlp_requests.hpp"

namespace telemetryflow::differential {
namespace {

using tests::decode_logs;
using tests::decode_metrics;
using tests::decode_traces;
using tests::text_of;
namespace otlp = tests::otlp;

// Before it no clock of a test machine is: the scenario gave it.
constexpr std::uint64_t kNoClockBefore = 1'500'000'000'000'000'000;

std::string time_text(std::uint64_t time) {
    if (time == 0) return "none";
    return time < kNoClockBefore ? std::to_string(time) : "now";
}

std::string escaped(const std::string& text) {
    std::ostringstream out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            out << "\\x" << std::hex << std::setw(2) << std::setfill('0') << static_cast<int>(byte) << std::dec;
        } else {
            out << c;
        }
    }
    return out.str();
}

std::string typed(const otlp::common::v1::AnyValue& value) {
    static const char* const kTypes[] = {"none", "string", "bool", "int", "double", "array", "map", "bytes"};
    std::string text = text_of(value);
    if (value.has_bytes_value()) text = value.bytes_value();
    if (value.has_array_value()) {
        text.clear();
        for (const auto& element : value.array_value().values())
            text += " " + typed(element);
    }
    return std::string(kTypes[value.value_case()]) + ":" + escaped(text);
}

template <class Message>
std::string attributes(const Message& message) {
    std::vector<std::string> all;
    for (const auto& attribute : message.attributes())
        all.push_back(escaped(attribute.key()) + "=" + typed(attribute.value()));
    std::sort(all.begin(), all.end());
    std::string text;
    for (const std::string& one : all)
        text += " " + one;
    return text;
}

template <class Scoped>
std::string scope_of(const Scoped& scoped) {
    return " scope[" + scoped.scope().name() + "@" + scoped.scope().version() + attributes(scoped.scope()) + "]" +
           scoped.schema_url();
}

template <class Message>
std::string dropped(const Message& message) {
    return message.dropped_attributes_count() == 0
               ? ""
               : " dropped_attributes=" + std::to_string(message.dropped_attributes_count());
}

class Writer {
public:
    explicit Writer(const std::string& scenario) : with_flags_(scenario.find(".flags.") != std::string::npos) {}

    void learn(const tests::TraceRequest& request) {
        for (const auto& resource : request.resource_spans()) {
            for (const auto& scope : resource.scope_spans()) {
                for (const auto& span : scope.spans())
                    spans_[span.span_id()] = span.name();
            }
        }
    }

    void write(const tests::TraceRequest& request) {
        // Scopes have no order, what is in them has.
        std::multimap<std::string, const tests::Span*> spans;
        for (const auto& resource : request.resource_spans()) {
            for (const auto& scope : resource.scope_spans()) {
                for (const auto& span : scope.spans())
                    spans.emplace(scope_of(scope), &span);
            }
        }
        for (const auto& [scope, span] : spans)
            write(*span, scope);
    }
    void write(const tests::LogsRequest& request) {
        for (const auto& resource : request.resource_logs()) {
            for (const auto& scope : resource.scope_logs()) {
                for (const auto& log : scope.log_records())
                    write(log, scope_of(scope));
            }
        }
    }
    void write(const tests::MetricsRequest& request) {
        // Neither scopes nor metrics nor points have an order.
        std::vector<std::string> metrics;
        for (const auto& resource : request.resource_metrics()) {
            for (const auto& scope : resource.scope_metrics()) {
                for (const auto& metric : scope.metrics())
                    metrics.push_back(text(metric, scope_of(scope)));
            }
        }
        std::sort(metrics.begin(), metrics.end());
        std::string collection = "collection\n";
        for (const std::string& metric : metrics)
            collection += metric;
        if (collection == "collection\n") return;
        // The peer may collect a second time at its end: cumulative points that are the same say nothing new.
        if (collection != last_collection_) out_ << collection;
        last_collection_ = collection;
    }

    [[nodiscard]] std::string text() const { return out_.str(); }

private:
    std::string span_name(const std::string& id) const {
        if (id.empty()) return "none";
        const auto known = spans_.find(id);
        return known == spans_.end() ? "another" : "[" + known->second + "]";
    }
    std::string trace_name(const std::string& id) {
        if (id.empty()) return "none";
        return std::to_string(traces_.emplace(id, traces_.size()).first->second);
    }

    void write(const tests::Span& span, const std::string& scope) {
        out_ << "span [" << escaped(span.name()) << "] kind=" << span.kind() << " trace=" << trace_name(span.trace_id())
             << " parent=" << span_name(span.parent_span_id()) << " start=" << time_text(span.start_time_unix_nano())
             << (span.end_time_unix_nano() < span.start_time_unix_nano() ? " ends before it starts" : "") << scope
             << attributes(span) << dropped(span);
        if (!span.trace_state().empty()) out_ << " trace_state=" << span.trace_state();
        if (with_flags_) out_ << " flags=" << span.flags();
        // A status that is unset and one that is not there say the same.
        if (span.status().code() != 0 || !span.status().message().empty())
            out_ << " status=" << span.status().code() << " " << span.status().message();
        out_ << '\n';
        for (const auto& event : span.events())
            out_ << "  event [" << escaped(event.name()) << "] at " << time_text(event.time_unix_nano())
                 << attributes(event) << dropped(event) << '\n';
        if (span.dropped_events_count() != 0) out_ << "  dropped events " << span.dropped_events_count() << '\n';
        for (const auto& link : span.links()) {
            out_ << "  link " << span_name(link.span_id()) << attributes(link) << dropped(link);
            if (!link.trace_state().empty()) out_ << " trace_state=" << link.trace_state();
            if (with_flags_) out_ << " flags=" << link.flags();
            out_ << '\n';
        }
        if (span.dropped_links_count() != 0) out_ << "  dropped links " << span.dropped_links_count() << '\n';
    }

    void write(const tests::LogRecord& log, const std::string& scope) {
        out_ << "log " << typed(log.body()) << " severity=" << log.severity_number() << " " << log.severity_text()
             << " time=" << time_text(log.time_unix_nano()) << " observed=" << time_text(log.observed_time_unix_nano())
             << " span=" << span_name(log.span_id()) << " trace=" << (log.trace_id().empty() ? "none" : "some")
             << " sampled=" << (log.flags() & 1U) << scope << attributes(log) << dropped(log) << event_name(log)
             << '\n';
    }
    // Field 12, which the protobuf classes at hand may not know yet.
    static std::string event_name(const tests::LogRecord& log) {
        const auto* field = log.GetDescriptor()->FindFieldByNumber(12);
        if (field != nullptr) {
            const std::string name = log.GetReflection()->GetString(log, field);
            return name.empty() ? "" : " event=" + name;
        }
        const auto& unknown = log.GetReflection()->GetUnknownFields(log);
        for (int i = 0; i < unknown.field_count(); ++i) {
            if (unknown.field(i).number() == 12) return " event=" + unknown.field(i).length_delimited();
        }
        return "";
    }

    template <class Point>
    static std::string number(const Point& point) {
        if (point.has_as_int()) return "int:" + std::to_string(point.as_int());
        std::ostringstream out;
        out << "double:" << point.as_double();
        return out.str();
    }
    // A delta's interval begins where the one before ended, or with the first measurement.
    static std::string interval(std::uint64_t start, std::uint64_t end) {
        if (start == 0) return "";
        return start <= end ? " since" : " ends before it starts";
    }
    template <class Points>
    static const auto& at(const Points& points, int i) {
        return *(points.begin() + i);
    }
    template <class Points>
    static std::string sorted(const Points& points, const std::function<std::string(int)>& text_of_point) {
        std::vector<std::string> all;
        for (int i = 0; i < static_cast<int>(points.size()); ++i)
            all.push_back("  point" + attributes(at(points, i)) + " " + text_of_point(i) + "\n");
        std::sort(all.begin(), all.end());
        std::string text;
        for (const std::string& one : all)
            text += one;
        return text;
    }
    // A delta of 0 says nothing: whether it is sent is each SDK's own affair.
    static std::vector<otlp::metrics::v1::NumberDataPoint> told(const otlp::metrics::v1::Sum& sum) {
        std::vector<otlp::metrics::v1::NumberDataPoint> points;
        for (const auto& point : sum.data_points()) {
            const bool is_zero = point.has_as_int() ? point.as_int() == 0 : point.as_double() == 0;
            if (sum.aggregation_temporality() != otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA || !is_zero)
                points.push_back(point);
        }
        return points;
    }
    static std::string text(const tests::Metric& metric, const std::string& scope) {
        std::ostringstream out;
        out << "metric [" << metric.name() << "] " << metric.description() << " (" << metric.unit() << ")" << scope;
        if (metric.has_sum()) {
            const auto points = told(metric.sum());
            if (points.empty()) return "";
            out << " sum temporality=" << metric.sum().aggregation_temporality()
                << " monotonic=" << metric.sum().is_monotonic() << '\n'
                << sorted(points, [&](int i) {
                       return number(at(points, i)) +
                              interval(at(points, i).start_time_unix_nano(), at(points, i).time_unix_nano());
                   });
        } else if (metric.has_gauge()) {
            const auto& points = metric.gauge().data_points();
            out << " gauge\n" << sorted(points, [&](int i) { return number(at(points, i)); });
        } else if (metric.has_histogram()) {
            const auto& points = metric.histogram().data_points();
            out << " histogram temporality=" << metric.histogram().aggregation_temporality() << '\n'
                << sorted(points, [&](int i) { return histogram(at(points, i)); });
        } else {
            out << " of another type\n";
        }
        return out.str();
    }
    static std::string histogram(const otlp::metrics::v1::HistogramDataPoint& point) {
        std::ostringstream out;
        out << "count=" << point.count() << " sum=" << point.sum();
        if (point.has_min()) out << " min=" << point.min();
        if (point.has_max()) out << " max=" << point.max();
        out << " buckets";
        for (const auto count : point.bucket_counts())
            out << " " << count;
        out << " bounds";
        for (const double bound : point.explicit_bounds())
            out << " " << bound;
        out << interval(point.start_time_unix_nano(), point.time_unix_nano());
        return out.str();
    }

    const bool with_flags_;
    std::map<std::string, std::string> spans_;
    std::map<std::string, std::size_t> traces_;
    std::string last_collection_;
    std::ostringstream out_;
};

}  // namespace

std::string normalised(const std::string& scenario, const std::vector<ReceivedRequest>& requests) {
    Writer writer(scenario);
    for (const ReceivedRequest& request : requests) {
        if (request.signal == SignalType::Traces) writer.learn(decode_traces(request.body));
    }
    // Signals are delivered beside each other; within one there is an order.
    for (const ReceivedRequest& request : requests) {
        if (request.signal == SignalType::Traces) writer.write(decode_traces(request.body));
    }
    for (const ReceivedRequest& request : requests) {
        if (request.signal == SignalType::Logs) writer.write(decode_logs(request.body));
    }
    for (const ReceivedRequest& request : requests) {
        if (request.signal == SignalType::Metrics) writer.write(decode_metrics(request.body));
    }
    return writer.text();
}

}  // namespace telemetryflow::differential

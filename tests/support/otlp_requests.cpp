#include "support/otlp_requests.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <gtest/gtest.h>

namespace telemetryflow::tests {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void expect_no_unknown_fields(const Message& message, const std::string& path) {
    const auto* reflection = message.GetReflection();
    EXPECT_TRUE(reflection->GetUnknownFields(message).empty()) << "unknown field in " << path;
    std::vector<const FieldDescriptor*> fields;
    reflection->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
        if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
        const std::string inner = path + '.' + field->name();
        if (!field->is_repeated()) {
            expect_no_unknown_fields(reflection->GetMessage(message, field), inner);
            continue;
        }
        for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
            expect_no_unknown_fields(reflection->GetRepeatedMessage(message, field, i), inner);
        }
    }
}

std::string serialised(const Message& message) {
    std::string bytes;
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
    coded.Trim();
    return bytes;
}

template <class Request>
Request decode(std::string_view body) {
    Request request;
    EXPECT_TRUE(request.ParseFromArray(body.data(), static_cast<int>(body.size()))) << "not a valid request";
    expect_no_unknown_fields(request, request.GetTypeName());
    EXPECT_EQ(serialised(request), body) << "serialised again, the request has other bytes";
    return request;
}

template <class Items, class Name>
const auto& last_named(const Items& items, std::string_view wanted, Name&& name) {
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
        if (name(*item) == wanted) return *item;
    }
    ADD_FAILURE() << "nothing named " << wanted << " arrived";
    static const typename Items::value_type none;
    return none;
}

}  // namespace

TraceRequest decode_traces(std::string_view body) {
    return decode<TraceRequest>(body);
}
LogsRequest decode_logs(std::string_view body) {
    return decode<LogsRequest>(body);
}
MetricsRequest decode_metrics(std::string_view body) {
    return decode<MetricsRequest>(body);
}

Received::Received(const testing::InMemoryExporter::Record& record) {
    for (const auto& request : record.requests()) {
        switch (request.signal) {
            case SignalType::Traces: {
                const auto decoded = decode_traces(request.body);
                for (const auto& resource : decoded.resource_spans()) {
                    resources.push_back(resource.resource());
                    for (const auto& scope : resource.scope_spans()) {
                        spans.insert(spans.end(), scope.spans().begin(), scope.spans().end());
                    }
                }
                break;
            }
            case SignalType::Logs: {
                const auto decoded = decode_logs(request.body);
                for (const auto& resource : decoded.resource_logs()) {
                    resources.push_back(resource.resource());
                    for (const auto& scope : resource.scope_logs()) {
                        logs.insert(logs.end(), scope.log_records().begin(), scope.log_records().end());
                    }
                }
                break;
            }
            case SignalType::Metrics: {
                const auto decoded = decode_metrics(request.body);
                for (const auto& resource : decoded.resource_metrics()) {
                    resources.push_back(resource.resource());
                    for (const auto& scope : resource.scope_metrics()) {
                        metrics.insert(metrics.end(), scope.metrics().begin(), scope.metrics().end());
                    }
                }
                break;
            }
        }
    }
}

const Span& Received::span(std::string_view name) const {
    return last_named(spans, name, [](const Span& span) { return span.name(); });
}

const LogRecord& Received::log(std::string_view body) const {
    return last_named(logs, body, [](const LogRecord& log) { return log.body().string_value(); });
}

const Metric& Received::metric(std::string_view name) const {
    return last_named(metrics, name, [](const Metric& metric) { return metric.name(); });
}

std::string text_of(const otlp::common::v1::AnyValue& value) {
    switch (value.value_case()) {
        case otlp::common::v1::AnyValue::kStringValue: return value.string_value();
        case otlp::common::v1::AnyValue::kBoolValue: return value.bool_value() ? "true" : "false";
        case otlp::common::v1::AnyValue::kIntValue: return std::to_string(value.int_value());
        case otlp::common::v1::AnyValue::kDoubleValue: {
            std::string text = std::to_string(value.double_value());
            text.erase(text.find_last_not_of('0') + 1);
            return text;
        }
        case otlp::common::v1::AnyValue::kArrayValue: {
            std::string text = "[";
            for (const auto& element : value.array_value().values()) {
                if (text.size() > 1) text += ',';
                text += text_of(element);
            }
            return text + ']';
        }
        default: return "?";
    }
}

}  // namespace telemetryflow::tests

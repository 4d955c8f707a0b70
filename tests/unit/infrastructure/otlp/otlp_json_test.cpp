// The JSON that otlp_to_json() writes, and that protobuf's own JSON parser reads the same message from it.

#include "telemetryflow/otlp_json.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <opentelemetry/proto/collector/logs/v1/logs_service.pb.h>
#include <opentelemetry/proto/collector/metrics/v1/metrics_service.pb.h>
#include <opentelemetry/proto/collector/trace/v1/trace_service.pb.h>

namespace telemetryflow {
namespace {

namespace collector = opentelemetry::proto::collector;
using TraceRequest = collector::trace::v1::ExportTraceServiceRequest;
using MetricsRequest = collector::metrics::v1::ExportMetricsServiceRequest;
using LogsRequest = collector::logs::v1::ExportLogsServiceRequest;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string json_of(SignalType signal, const Message& message) {
    const auto bytes = message.SerializeAsString();
    return otlp_to_json(signal, std::as_bytes(std::span(bytes)));
}

/// What reading `id` in hex as base64 gives: protobuf's parser knows nothing of OTLP's exception for ids.
std::string hex_read_as_base64(const std::string& id) {
    constexpr std::string_view kHex = "0123456789abcdef";
    constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    unsigned group = 0;
    for (const char c : id) {
        for (const unsigned nibble : {static_cast<unsigned>(c) >> 4U & 15U, static_cast<unsigned>(c) & 15U}) {
            group = (group << 6U | static_cast<unsigned>(kBase64.find(kHex[nibble]))) & 0xFFFFFFU;
            bits += 6;
            if (bits < 8) continue;
            bits -= 8;
            out += static_cast<char>(group >> bits & 0xFFU);
        }
    }
    return out;
}

void replace_ids(Message& message) {
    const auto* const reflection = message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection->ListFields(message, &fields);
    for (const auto* field : fields) {
        const auto& name = field->name();
        if (name == "trace_id" || name == "span_id" || name == "parent_span_id") {
            reflection->SetString(&message, field, hex_read_as_base64(reflection->GetString(message, field)));
        } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
            continue;
        } else if (!field->is_repeated()) {
            replace_ids(*reflection->MutableMessage(&message, field));
        } else {
            for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
                replace_ids(*reflection->MutableRepeatedMessage(&message, field, i));
            }
        }
    }
}

/// Fills a message with random values, as every field of its descriptor allows.
class Filler {
public:
    explicit Filler(unsigned seed) : random_(seed) {}

    void fill(Message& message, int depth) {
        const auto* const descriptor = message.GetDescriptor();
        for (int i = 0; i < descriptor->field_count(); ++i) {
            const auto* const field = descriptor->field(i);
            if (random_() % 3 == 0) continue;
            const bool nested = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
            if (nested && depth > 8) continue;
            if (field->containing_oneof() != nullptr && random_() % 2 == 0) continue;
            for (auto count = field->is_repeated() ? random_() % 4 : 1; count > 0; --count) {
                nested ? fill_message(message, field, depth) : fill_scalar(message, field);
            }
        }
    }

private:
    void fill_message(Message& message, const FieldDescriptor* field, int depth) {
        const auto* const reflection = message.GetReflection();
        fill(field->is_repeated() ? *reflection->AddMessage(&message, field)
                                  : *reflection->MutableMessage(&message, field),
             depth + 1);
    }

    std::string text(bool binary) {
        static const char* const kPieces[]{"a", "\"", "\\", "\n", "\x01", "\xC3\xA9", "\xF0\x9F\x98\x80", "/"};
        std::string out;
        for (auto count = random_() % 20; count > 0; --count) {
            out += binary ? std::string(1, static_cast<char>(random_())) : kPieces[random_() % 8];
        }
        return out;
    }

    double real() {
        static const double kValues[]{0.0, 1.0, -2.5, 0.1, 1e300, 5e-324, std::numeric_limits<double>::infinity()};
        return kValues[random_() % 7];
    }

    std::uint64_t integer() { return random_() % 3 == 0 ? 0 : (std::uint64_t{random_()} << 32U | random_()); }

    void fill_scalar(Message& message, const FieldDescriptor* field) {
        const auto* const r = message.GetReflection();
        const bool list = field->is_repeated();
        switch (field->cpp_type()) {
            case FieldDescriptor::CPPTYPE_STRING: {
                auto value = text(field->type() == FieldDescriptor::TYPE_BYTES);
                if (field->name().ends_with("trace_id")) value.resize(16, 'x');
                if (field->name().ends_with("span_id")) value.resize(8, 'x');
                r->SetString(&message, field, value);
                break;
            }
            case FieldDescriptor::CPPTYPE_BOOL: r->SetBool(&message, field, random_() % 2 == 0); break;
            case FieldDescriptor::CPPTYPE_DOUBLE:
                list ? r->AddDouble(&message, field, real()) : r->SetDouble(&message, field, real());
                break;
            case FieldDescriptor::CPPTYPE_INT64:
                r->SetInt64(&message, field, static_cast<std::int64_t>(integer()));
                break;
            case FieldDescriptor::CPPTYPE_UINT64:
                list ? r->AddUInt64(&message, field, integer()) : r->SetUInt64(&message, field, integer());
                break;
            case FieldDescriptor::CPPTYPE_INT32:
                r->SetInt32(&message, field, static_cast<std::int32_t>(integer()));
                break;
            case FieldDescriptor::CPPTYPE_UINT32:
                r->SetUInt32(&message, field, static_cast<std::uint32_t>(integer()));
                break;
            case FieldDescriptor::CPPTYPE_ENUM:
                r->SetEnumValue(&message, field, static_cast<int>(random_() % 4));
                break;
            default: FAIL() << "no such field in OTLP: " << field->full_name();
        }
    }

    std::mt19937 random_;
};

template <typename Request>
void expect_same_after_json(SignalType signal) {
    for (unsigned seed = 0; seed < 150; ++seed) {
        SCOPED_TRACE(seed);
        Request sent;
        Filler(seed).fill(sent, 0);
        const auto json = json_of(signal, sent);
        Request read;
        const auto status = google::protobuf::util::JsonStringToMessage(json, &read);
        ASSERT_TRUE(status.ok()) << status.ToString();
        replace_ids(sent);
        ASSERT_EQ(read.SerializeAsString(), sent.SerializeAsString()) << json.substr(0, 2000);
    }
}

TEST(OtlpJsonTest, KeepsEveryFieldOfTraces) {
    expect_same_after_json<TraceRequest>(SignalType::Traces);
}
TEST(OtlpJsonTest, KeepsEveryFieldOfMetrics) {
    expect_same_after_json<MetricsRequest>(SignalType::Metrics);
}
TEST(OtlpJsonTest, KeepsEveryFieldOfLogs) {
    expect_same_after_json<LogsRequest>(SignalType::Logs);
}

TEST(OtlpJsonTest, WritesASpanAsOtlpSays) {
    TraceRequest request;
    auto* const scope = request.add_resource_spans()->add_scope_spans();
    scope->mutable_scope()->set_name("telemetryflow");
    auto* const span = scope->add_spans();
    span->set_trace_id("\x5B\x8E\xFF\xF7\x98\x03\x81\x03\xD2\x69\xB6\x33\x81\x3F\xC6\x0C");
    span->set_span_id("\xEE\xE1\x9B\x7E\xC3\xC1\xB1\x74");
    span->set_kind(opentelemetry::proto::trace::v1::Span::SPAN_KIND_SERVER);
    span->set_start_time_unix_nano(1'544'712'660'000'000'000);
    auto* const attribute = span->add_attributes();
    attribute->set_key("n");
    attribute->mutable_value()->set_int_value(0);
    span->mutable_status()->set_code(opentelemetry::proto::trace::v1::Status::STATUS_CODE_ERROR);
    EXPECT_EQ(json_of(SignalType::Traces, request),
              R"({"resourceSpans":[{"scopeSpans":[{"scope":{"name":"telemetryflow"},"spans":[{)"
              R"("traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","kind":2,)"
              R"("startTimeUnixNano":"1544712660000000000","attributes":[{"key":"n","value":{"intValue":"0"}}],)"
              R"("status":{"code":2}}]}]}]})");
}

TEST(OtlpJsonTest, WritesNumbersThatJsonHasNoFormForAsStrings) {
    MetricsRequest request;
    auto* const gauge = request.add_resource_metrics()->add_scope_metrics()->add_metrics()->mutable_gauge();
    for (const double value : {std::nan(""), -std::numeric_limits<double>::infinity(), 0.1}) {
        gauge->add_data_points()->set_as_double(value);
    }
    EXPECT_EQ(json_of(SignalType::Metrics, request),
              R"({"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{"asDouble":"NaN"},)"
              R"({"asDouble":"-Infinity"},{"asDouble":0.1}]}}]}]}]})");
}

TEST(OtlpJsonTest, WritesAnEmptyRequestAsAnEmptyObject) {
    EXPECT_EQ(otlp_to_json(SignalType::Logs, {}), "{}");
}

}  // namespace
}  // namespace telemetryflow

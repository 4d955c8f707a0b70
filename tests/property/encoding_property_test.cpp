// Random programs over the public API, and the message that a receiver must get for each record: built a second time
// by the written rules and compared as a whole.

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "integration/client/test_client.hpp"
#include "property/expected_otlp.hpp"
#include "property/generator.hpp"

namespace telemetryflow::tests::property {
namespace {

using WireSpan = otlp::trace::v1::Span;

constexpr std::uint32_t kHasIsRemote = 0x100;
constexpr std::uint32_t kIsRemote = 0x200;
constexpr std::uint64_t kTimeOfItsOwn = 0;  // stands for "the SDK took the time"

template <class Id>
std::string bytes_of(const Id& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

SpanContext random_context(Generator& random) {
    SpanContext context;
    for (auto& byte : context.trace_id.bytes)
        byte = static_cast<std::uint8_t>(random.bits());
    for (auto& byte : context.span_id.bytes)
        byte = static_cast<std::uint8_t>(random.bits() | 1U);
    context.trace_flags = static_cast<std::uint8_t>(random.bits() | SpanContext::kSampledFlag);
    context.is_remote = random.chance(50);
    if (random.chance(30)) context.trace_state = TraceState::from_header("v" + std::to_string(random.below(9)) + "=1");
    return context;
}

// A span as it must arrive. Times that the SDK takes are 0 until complete() takes them over.
class ExpectedSpan {
public:
    ExpectedSpan(const TelemetryConfig& config, std::string_view name, SpanKind kind, const Attributes& attributes)
        : config_(&config), attributes_(config.attribute_count_limit, config.attribute_value_length_limit) {
        rename(name);
        message.set_kind(static_cast<WireSpan::SpanKind>(kind));
        attributes_.add(attributes);
    }

    void set_identity(const SpanContext& own, const SpanContext& parent) {
        message.set_trace_id(bytes_of(own.trace_id));
        message.set_span_id(bytes_of(own.span_id));
        message.set_flags(own.trace_flags | kHasIsRemote);
        message.set_trace_state(std::string(parent.trace_state.to_header()));
        EXPECT_EQ(own.trace_state, parent.trace_state);
        if (!parent.is_valid()) return;
        EXPECT_EQ(own.trace_id, parent.trace_id);
        message.set_parent_span_id(bytes_of(parent.span_id));
        if (parent.is_remote) message.set_flags(message.flags() | kIsRemote);
    }
    void rename(std::string_view name) { message.set_name(kept_text(name, config_->name_length_limit)); }
    void set(const Attribute& attribute) { attributes_.add(attribute); }
    void add_event(std::string_view name, const Attributes& attributes, std::uint64_t time) {
        if (static_cast<std::uint32_t>(message.events_size()) >= config_->event_count_limit) {
            message.set_dropped_events_count(message.dropped_events_count() + 1);
            return;
        }
        auto& event = *message.add_events();
        event.set_name(kept_text(name, config_->name_length_limit));
        event.set_time_unix_nano(time);
        write(attributes, config_->event_attribute_count_limit, event);
    }
    void add_link(const SpanContext& context, const Attributes& attributes) {
        if (!context.is_valid() && attributes.empty() && context.trace_state.empty()) return;
        if (static_cast<std::uint32_t>(message.links_size()) >= config_->link_count_limit) {
            message.set_dropped_links_count(message.dropped_links_count() + 1);
            return;
        }
        auto& link = *message.add_links();
        link.set_trace_id(bytes_of(context.trace_id));
        link.set_span_id(bytes_of(context.span_id));
        link.set_trace_state(std::string(context.trace_state.to_header()));
        link.set_flags(context.trace_flags | kHasIsRemote | (context.is_remote ? kIsRemote : 0));
        write(attributes, config_->link_attribute_count_limit, link);
    }
    void set_status(SpanStatus status, std::string_view description) {
        if (message.status().code() == otlp::trace::v1::Status::STATUS_CODE_OK || status == SpanStatus::Unset) return;
        message.mutable_status()->set_code(static_cast<otlp::trace::v1::Status::StatusCode>(status));
        message.mutable_status()->set_message(
            status == SpanStatus::Error ? kept_text(description, config_->attribute_value_length_limit) : "");
    }
    void end() {
        attributes_.write_to(message);
        dropped_attributes += attributes_.dropped();
    }

    /// Takes over the times that the SDK took, after a look at their order.
    void complete(const WireSpan& received) {
        ASSERT_EQ(received.events_size(), message.events_size());
        std::uint64_t latest = received.start_time_unix_nano();
        if (given_start != kTimeOfItsOwn) {
            EXPECT_EQ(received.start_time_unix_nano(), given_start);
            latest = 0;
        }
        for (int i = 0; i < message.events_size(); ++i) {
            if (message.events(i).time_unix_nano() != kTimeOfItsOwn) continue;
            EXPECT_GE(received.events(i).time_unix_nano(), latest);
            latest = received.events(i).time_unix_nano();
            message.mutable_events(i)->set_time_unix_nano(latest);
        }
        EXPECT_GE(received.end_time_unix_nano(), received.start_time_unix_nano());
        if (given_end != kTimeOfItsOwn) {
            EXPECT_EQ(received.end_time_unix_nano(), std::max(given_end, received.start_time_unix_nano()));
        } else {
            EXPECT_GE(received.end_time_unix_nano(), latest);
        }
        message.set_start_time_unix_nano(received.start_time_unix_nano());
        message.set_end_time_unix_nano(received.end_time_unix_nano());
    }

    WireSpan message;
    std::uint64_t given_start = kTimeOfItsOwn;
    std::uint64_t given_end = kTimeOfItsOwn;
    std::uint64_t dropped_attributes = 0;

private:
    template <class Message>
    void write(const Attributes& attributes, std::optional<std::uint32_t> limit, Message& to) {
        ExpectedAttributes expected(limit.value_or(config_->attribute_count_limit),
                                    config_->attribute_value_length_limit);
        expected.add(attributes);
        expected.write_to(to);
        dropped_attributes += expected.dropped();
    }

    const TelemetryConfig* config_;
    ExpectedAttributes attributes_;
};

TelemetryConfig random_config(Generator& random) {
    TelemetryConfig config = test_config();
    config.buffer_bytes = 32U << 20U;
    config.batch_max_bytes = random.between(600U << 10U, 2U << 20U);  // no record of a program is too large for it
    config.batch_max_size = static_cast<std::uint32_t>(random.between(1, 600));
    config.rate_limit = 0;
    if (random.chance(30)) return config;
    const auto few = [&random](std::uint32_t least) { return static_cast<std::uint32_t>(random.between(least, 9)); };
    config.attribute_count_limit = few(0);
    config.event_count_limit = few(0);
    config.link_count_limit = few(0);
    if (random.chance(30)) config.event_attribute_count_limit = few(0);
    if (random.chance(30)) config.link_attribute_count_limit = few(0);
    config.attribute_value_length_limit = few(1);
    config.name_length_limit = few(1);
    config.body_length_limit = few(1);
    return config;
}

// One client, one thread, and what the records of that thread must look like, in order.
class Program {
public:
    explicit Program(Generator& random) : random_(random), config_(random_config(random)), client_(config_) {}

    void run(int steps) {
        for (int step = 0; step < steps && !::testing::Test::HasFatalFailure(); ++step) {
            const std::uint64_t choice = random_.below(10);
            if (choice < 2 && open_.size() < 5)
                start_scoped();
            else if (choice < 3)
                run_by_id();
            else if (choice < 5)
                log();
            else if (choice < 9 && !open_.empty())
                change(open_[random_.below(open_.size())]);
            else if (!open_.empty())
                end(random_.below(open_.size()));
            if (step % 40 == 39) verify();
        }
        while (!open_.empty())
            end(open_.size() - 1);
        verify();
        const SDKStatusResult status = client_->get_status();
        EXPECT_EQ(status.truncated.attributes, dropped_attributes_);
        EXPECT_EQ(status.truncated.events, dropped_events_);
        EXPECT_EQ(status.truncated.links, dropped_links_);
        EXPECT_EQ(status.of(SignalType::Traces).delivered, spans_seen_);
        EXPECT_EQ(status.of(SignalType::Logs).delivered, logs_seen_);
    }

private:
    struct OpenSpan {
        telemetryflow::Span span;
        ExpectedSpan expected;
        SpanContext context;
    };

    SpanContext current() const { return open_.empty() ? SpanContext{} : open_.back().context; }

    OwnedAttributes some_attributes() { return random_.attributes(8, 200); }

    std::uint64_t some_time() {
        if (random_.chance(70)) return kTimeOfItsOwn;
        return random_.chance(80) ? random_.between(1, 4'000'000'000'000'000'000) : ~std::uint64_t{0};
    }

    std::optional<SpanContext> some_parent() {
        if (random_.chance(60)) return std::nullopt;
        return random_.chance(40) ? SpanContext{} : random_context(random_);
    }

    void start_scoped() {
        const std::string name = random_.text(1500);
        const OwnedAttributes given = some_attributes();
        const std::vector<Attribute> views = given.views();
        const auto kind = static_cast<SpanKind>(random_.between(1, 5));
        StartScopedSpanCommand command;
        command.name = name;
        command.kind = kind;
        command.attributes = views;
        command.parent = some_parent();
        command.start_unix_nano = some_time();
        ExpectedSpan expected(config_, name, kind, views);
        expected.given_start = command.start_unix_nano;
        const SpanContext parent = command.parent.value_or(current());
        telemetryflow::Span span = client_->span(command);
        const SpanContext own = span.context();
        expected.set_identity(own, parent);
        open_.push_back({std::move(span), std::move(expected), own});
        EXPECT_EQ(client_->current_context(), own);
    }

    void change(OpenSpan& open) {
        const OwnedAttributes given = some_attributes();
        const std::vector<Attribute> views = given.views();
        const std::string text = random_.text(6000);
        switch (random_.below(7)) {
            case 0: {
                const std::uint64_t time = some_time();
                open.span.add_event(text, views, time);
                open.expected.add_event(text, views, time);
                break;
            }
            case 1: {
                const SpanContext linked = random_.chance(10) ? SpanContext{} : random_context(random_);
                open.span.add_link(linked, views);
                open.expected.add_link(linked, views);
                break;
            }
            case 2: {
                const auto status = static_cast<SpanStatus>(random_.below(3));
                open.span.set_status(status, text);
                open.expected.set_status(status, text);
                break;
            }
            case 3:
                open.span.update_name(text);
                open.expected.rename(text);
                break;
            case 4:
                open.span.record_exception("type", text);
                open.expected.add_event("exception", {{"exception.type", "type"}, {"exception.message", text}},
                                        kTimeOfItsOwn);
                open.expected.set_status(SpanStatus::Error, text);
                break;
            default:
                open.span.set_attributes(views);
                for (const Attribute& attribute : views)
                    open.expected.set(attribute);
        }
    }

    void end(std::size_t index) {
        OpenSpan& open = open_[index];
        open.expected.given_end = some_time();
        open.span.end(open.expected.given_end);
        expect(std::move(open.expected));
        open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(index));
        EXPECT_EQ(client_->current_context(), current());
    }

    void run_by_id() {
        const std::string name = random_.text(40);
        const OwnedAttributes given = some_attributes();
        const std::vector<Attribute> views = given.views();
        const SpanLink links[] = {{random_context(random_), views}, {SpanContext{}, {}}, {random_context(random_), {}}};
        StartSpanCommand command;
        command.name = name;
        command.kind = SpanKind::Client;
        command.attributes = views;
        command.parent = some_parent();
        command.start_unix_nano = some_time();
        command.links = links;
        const SpanId id = client_->start_span(command);
        const std::optional<SpanContext> own = client_->span_context(id);
        ASSERT_TRUE(own.has_value());
        ExpectedSpan expected(config_, name, SpanKind::Client, views);
        expected.given_start = command.start_unix_nano;
        expected.set_identity(*own, command.parent.value_or(current()));
        for (const SpanLink& link : links)
            expected.add_link(link.context, link.attributes);
        for (std::uint64_t left = random_.below(4); left > 0; --left) {
            client_->add_span_event(id, name, views);
            expected.add_event(name, views, kTimeOfItsOwn);
        }
        if (random_.chance(50)) {
            client_->end_span(id);
        } else {
            client_->end_span(id, SpanError{"kind", name});
            expected.add_event("exception", {{"exception.type", "kind"}, {"exception.message", name}}, kTimeOfItsOwn);
            expected.set_status(SpanStatus::Error, name);
        }
        expect(std::move(expected));
    }

    void log() {
        static constexpr SeverityLevel kLevels[] = {SeverityLevel::Trace, SeverityLevel::Debug2, SeverityLevel::Info,
                                                    SeverityLevel::Warn4, SeverityLevel::Error,  SeverityLevel::Fatal};
        const std::string event = random_.chance(50) ? std::string() : random_.text(2'000);
        const std::string body = random_.text(70'000);
        const OwnedAttributes given = some_attributes();
        const std::vector<Attribute> views = given.views();
        EmitLogCommand command;
        command.message = body;
        command.severity = random_.one_of(kLevels);
        command.attributes = views;
        command.timestamp_unix_nano = some_time();
        command.span_context = some_parent();
        command.event_name = event;
        client_->log(command);

        LogRecord expected;
        expected.set_time_unix_nano(command.timestamp_unix_nano);
        expected.set_severity_number(static_cast<otlp::logs::v1::SeverityNumber>(command.severity));
        expected.set_severity_text(std::string(to_string(command.severity)));
        expected.mutable_body()->set_string_value(kept_text(body, config_.body_length_limit));
        expected.set_event_name(kept_text(event, config_.name_length_limit));
        ExpectedAttributes attributes(config_.attribute_count_limit, config_.attribute_value_length_limit);
        attributes.add(views);
        attributes.write_to(expected);
        dropped_attributes_ += attributes.dropped();
        const SpanContext context = command.span_context.value_or(current());
        if (context.is_valid()) {
            expected.set_trace_id(bytes_of(context.trace_id));
            expected.set_span_id(bytes_of(context.span_id));
            expected.set_flags(context.trace_flags);
        }
        logs_.push_back(std::move(expected));
    }

    void expect(ExpectedSpan expected) {
        expected.end();
        dropped_attributes_ += expected.dropped_attributes;
        dropped_events_ += expected.message.dropped_events_count();
        dropped_links_ += expected.message.dropped_links_count();
        spans_.push_back(std::move(expected));
    }

    void verify() {
        const Received received = client_.receive();
        client_.record->clear();
        ASSERT_EQ(received.spans.size(), spans_.size());
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            ExpectedSpan& expected = spans_[i];
            expected.complete(received.spans[i]);
            ASSERT_TRUE(received.spans[i].SerializeAsString() == expected.message.SerializeAsString())
                << "arrived:\n"
                << received.spans[i].DebugString() << "expected:\n"
                << expected.message.DebugString();
        }
        ASSERT_EQ(received.logs.size(), logs_.size());
        std::uint64_t latest = 0;
        for (std::size_t i = 0; i < logs_.size(); ++i) {
            LogRecord& expected = logs_[i];
            const LogRecord& arrived = received.logs[i];
            // The wall clock may be set meanwhile, but not by a minute.
            EXPECT_GE(arrived.observed_time_unix_nano() + 60'000'000'000, latest);
            latest = std::max<std::uint64_t>(latest, arrived.observed_time_unix_nano());
            if (expected.time_unix_nano() == kTimeOfItsOwn) {
                expected.set_time_unix_nano(arrived.observed_time_unix_nano());
            }
            expected.set_observed_time_unix_nano(arrived.observed_time_unix_nano());
            ASSERT_TRUE(arrived.SerializeAsString() == expected.SerializeAsString())
                << "arrived:\n"
                << arrived.DebugString() << "expected:\n"
                << expected.DebugString();
        }
        spans_seen_ += spans_.size();
        logs_seen_ += logs_.size();
        spans_.clear();
        logs_.clear();
    }

    Generator& random_;
    const TelemetryConfig config_;
    TestClient client_;
    std::vector<OpenSpan> open_;
    std::vector<ExpectedSpan> spans_;
    std::vector<LogRecord> logs_;
    std::uint64_t spans_seen_ = 0;
    std::uint64_t logs_seen_ = 0;
    std::uint64_t dropped_attributes_ = 0;
    std::uint64_t dropped_events_ = 0;
    std::uint64_t dropped_links_ = 0;
};

TEST(EncodingPropertyTest, EveryRecordArrivesAsTheRulesSay) {
    for_each_seed([](Generator& random) {
        for (int program = 0; program < 40 && !::testing::Test::HasFatalFailure(); ++program) {
            SCOPED_TRACE("program " + std::to_string(program));
            Program(random).run(120);
        }
    });
}

// A metric's attribute set, name and unit obey the same rules; its keys are in order, so that sets compare.
TEST(EncodingPropertyTest, EverySeriesCarriesItsAttributesRepairedAndUnique) {
    for_each_seed([](Generator& random) {
        TestClient client;
        std::map<std::string, std::pair<std::string, otlp::trace::v1::Span_Event>> expected;  // by name: unit, holder
        for (int round = 0; round < 400; ++round) {
            const OwnedAttributes given = random.attributes(6, 100);
            std::vector<Attribute> views = given.views();
            const std::string name = "m" + std::to_string(round) + '.' + random.text(60);
            const std::string unit = random.text(10);
            if (round % 2 == 0)
                client->increment_counter(name, round, views, unit);
            else
                client->record_histogram(name, 1.5, unit, views);

            std::stable_sort(views.begin(), views.end(),
                             [](const Attribute& a, const Attribute& b) { return a.key < b.key; });
            ExpectedAttributes attributes(128, 4096);
            attributes.add(views);
            auto& [expected_unit, holder] = expected[kept_text(name, 1024)];
            expected_unit = kept_text(unit, 1024);
            attributes.write_to(holder);
        }
        const Received received = client.receive();
        ASSERT_EQ(received.metrics.size(), expected.size());
        for (const Metric& metric : received.metrics) {
            ASSERT_TRUE(expected.contains(metric.name())) << metric.DebugString();
            const auto& [unit, holder] = expected[metric.name()];
            EXPECT_EQ(metric.unit(), unit);
            const auto& attributes = metric.has_sum() ? metric.sum().data_points(0).attributes()
                                                      : metric.histogram().data_points(0).attributes();
            ASSERT_EQ(attributes.size(), holder.attributes_size());
            for (int i = 0; i < attributes.size(); ++i)
                EXPECT_TRUE(attributes[i].SerializeAsString() == holder.attributes(i).SerializeAsString())
                    << metric.DebugString() << holder.DebugString();
        }
    });
}

}  // namespace
}  // namespace telemetryflow::tests::property

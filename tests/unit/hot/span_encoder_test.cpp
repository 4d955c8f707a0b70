#include "hot/span_encoder.hpp"

#include <cstring>

#include <gtest/gtest.h>

#include "hot/span_recorder.hpp"
#include "wire_reader.hpp"

namespace telemetryflow::hot {
namespace {

using wire_reader::all;
using wire_reader::Field;
using wire_reader::one;

class NoStarter final : public ChildStarter {
public:
    void start_in_child() override {}
};

class SpanEncoderTest : public testing::Test {
protected:
    void SetUp() override { make({}); }

    void make(EngineOptions options) {
        options.buffer_bytes = 64 * ChunkPool::kChunkBytes;
        engine_ = Engine::create(options);
        engine_->open(starter_);
    }
    // The fields of the last span that was staged.
    std::vector<Field> last_span() {
        std::vector<std::uint32_t> chunks;
        engine_->pool.in_use(SignalType::Traces, chunks);
        std::string payload;
        for (const std::uint32_t index : chunks) {
            const char* at = engine_->pool.records(index);
            const char* end = at + Committed::from_word(engine_->pool.header(index).committed).bytes;
            while (at < end) {
                RecordHeader header;
                std::memcpy(&header, at, sizeof(header));
                payload.assign(at + sizeof(header), header.size);
                at += framed_size(header.size);
            }
        }
        // An element of ScopeSpans.spans, and nothing after it.
        const std::vector<Field> element = wire_reader::read(payload);
        EXPECT_EQ(element.size(), 1U);
        return wire_reader::read(one(element, 2).bytes);
    }
    static std::string bytes_of(const auto& id) { return {id.bytes.begin(), id.bytes.end()}; }

    NoStarter starter_;
    EngineRef engine_;
};

TEST_F(SpanEncoderTest, WritesASpanWithNothingButWhatItMustHave) {
    SpanState* span = start_span(*engine_, "op", SpanKind::Server, {}, nullptr, 1000);
    ASSERT_NE(span, nullptr);
    const SpanContext context = span->context;
    end_span(*engine_, span, 3000);
    const std::vector<Field> fields = last_span();
    EXPECT_EQ(one(fields, 1).bytes, bytes_of(context.trace_id));
    EXPECT_EQ(one(fields, 2).bytes, bytes_of(context.span_id));
    EXPECT_EQ(one(fields, 5).bytes, "op");
    EXPECT_EQ(one(fields, 6).value, 2U);
    EXPECT_EQ(one(fields, 7).value, 1000U);
    EXPECT_EQ(one(fields, 8).value, 3000U);
    EXPECT_EQ(one(fields, 16).value, 0x103U);
    EXPECT_EQ(fields.size(), 7U) << "a root without status has no other field";
}

TEST_F(SpanEncoderTest, WritesParentsAndWhetherTheyAreRemote) {
    const auto remote = SpanContext::from_traceparent("00-0102030405060708090a0b0c0d0e0f10-1112131415161718-01");
    ASSERT_TRUE(remote.has_value());
    end_span(*engine_, start_span(*engine_, "a", SpanKind::Internal, {}, &*remote), 0);
    EXPECT_EQ(one(last_span(), 4).bytes, bytes_of(remote->span_id));
    EXPECT_EQ(one(last_span(), 1).bytes, bytes_of(remote->trace_id));
    EXPECT_EQ(one(last_span(), 16).value, 0x301U);
    SpanContext local = *remote;
    local.is_remote = false;
    end_span(*engine_, start_span(*engine_, "a", SpanKind::Internal, {}, &local), 0);
    EXPECT_EQ(one(last_span(), 16).value, 0x101U);
}

TEST_F(SpanEncoderTest, NeverEndsASpanBeforeItsStart) {
    end_span(*engine_, start_span(*engine_, "a", SpanKind::Internal, {}, nullptr, 5000), 4000);
    EXPECT_EQ(one(last_span(), 8).value, 5000U);
}

TEST_F(SpanEncoderTest, WritesEventsLinksAndStatusInFull) {
    SpanState* span = start_span(*engine_, "a", SpanKind::Internal, {{"k", "v"}});
    add_event(*engine_, *span, "first", {{"e", 1}, {"", 2}}, 77);
    add_event(*engine_, *span, "second", {}, 78);
    const SpanContext linked{{{1}}, {{2}}, 1, true};
    add_link(*engine_, *span, linked, {{"l", 3}});
    add_link(*engine_, *span, {}, {});  // not valid: left out
    set_status(*engine_, *span, SpanStatus::Error, "went wrong");
    end_span(*engine_, span, 0);

    const std::vector<Field> fields = last_span();
    EXPECT_EQ(wire_reader::read_key_value(one(fields, 9).bytes).value.bytes, "v");
    const std::vector<Field> events = all(fields, 11);
    ASSERT_EQ(events.size(), 2U);
    const std::vector<Field> event = wire_reader::read(events[0].bytes);
    EXPECT_EQ(one(event, 1).value, 77U);
    EXPECT_EQ(one(event, 2).bytes, "first");
    EXPECT_EQ(wire_reader::attributes(events[0].bytes, 3).at(0).key, "e");
    EXPECT_EQ(one(event, 4).value, 1U);
    EXPECT_EQ(wire_reader::read(events[1].bytes).size(), 2U);
    const std::vector<Field> link = wire_reader::read(one(fields, 13).bytes);
    EXPECT_EQ(one(link, 1).bytes, bytes_of(linked.trace_id));
    EXPECT_EQ(one(link, 2).bytes, bytes_of(linked.span_id));
    EXPECT_EQ(one(link, 4).bytes.size(), 7U);
    EXPECT_EQ(one(link, 6).value, 0x301U);
    const std::vector<Field> status = wire_reader::read(one(fields, 15).bytes);
    EXPECT_EQ(one(status, 2).bytes, "went wrong");
    EXPECT_EQ(one(status, 3).value, 2U);
}

TEST_F(SpanEncoderTest, EventsAndLinksHaveLimitsOfTheirOwn) {
    EngineOptions options;
    options.event_limits.attribute_count = 1;
    options.link_limits.attribute_count = 0;
    make(options);
    SpanState* span = start_span(*engine_, "a", SpanKind::Internal, {{"a", 1}, {"b", 2}, {"c", 3}});
    const SpanContext linked{{{1}}, {{2}}, 0, false};
    add_event(*engine_, *span, "e", {{"a", 1}, {"b", 2}}, 0);
    add_link(*engine_, *span, linked, {{"a", 1}});
    end_span(*engine_, span, 0);
    const auto fields = last_span();
    EXPECT_EQ(all(fields, 9).size(), 3U);
    EXPECT_EQ(all(wire_reader::read(one(fields, 11).bytes), 3).size(), 1U);
    EXPECT_EQ(all(wire_reader::read(one(fields, 13).bytes), 4).size(), 0U);
}

TEST_F(SpanEncoderTest, CountsWhatIsOverTheLimits) {
    EngineOptions options;
    options.limits.attribute_count = options.limits.event_count = options.limits.link_count = 1;
    make(options);
    SpanState* span = start_span(*engine_, "a", SpanKind::Internal, {{"a", 1}, {"b", 2}, {"c", 3}});
    const SpanContext linked{{{1}}, {{2}}, 0, false};
    for (int i = 0; i < 4; ++i) {
        add_event(*engine_, *span, "e", {}, 0);
        add_link(*engine_, *span, linked, {});
    }
    end_span(*engine_, span, 0);
    EXPECT_EQ(all(last_span(), 9).size(), 1U);
    EXPECT_EQ(one(last_span(), 10).value, 2U);
    EXPECT_EQ(all(last_span(), 11).size(), 1U);
    EXPECT_EQ(one(last_span(), 12).value, 3U);
    EXPECT_EQ(all(last_span(), 13).size(), 1U);
    EXPECT_EQ(one(last_span(), 14).value, 3U);
    EXPECT_EQ(engine_->stats().dropped_events, 3U);
    EXPECT_EQ(engine_->stats().dropped_links, 3U);
}

TEST_F(SpanEncoderTest, ShrinksInTheOrderEventsLinksAttributes) {
    const std::string big(1000, 'x');
    const SpanContext linked{{{1}}, {{2}}, 0, false};
    const std::size_t limits[] = {4000, 2800, 1800, 500};
    for (std::size_t left_out = 0; left_out < 4; ++left_out) {
        EngineOptions options;
        options.max_record_bytes = limits[left_out];
        make(options);
        SpanState* span = start_span(*engine_, "a", SpanKind::Internal, {{"a", big}});
        add_event(*engine_, *span, "e", {{"e", big}}, 0);
        add_link(*engine_, *span, linked, {{"l", big}});
        end_span(*engine_, span, 0);
        const std::vector<Field> fields = last_span();
        EXPECT_EQ(all(fields, 11).empty(), left_out >= 1) << left_out;
        EXPECT_EQ(all(fields, 12).size(), left_out >= 1 ? 1U : 0U) << left_out;
        EXPECT_EQ(all(fields, 13).empty(), left_out >= 2) << left_out;
        EXPECT_EQ(all(fields, 14).size(), left_out >= 2 ? 1U : 0U) << left_out;
        EXPECT_EQ(all(fields, 9).empty(), left_out >= 3) << left_out;
        EXPECT_EQ(all(fields, 10).size(), left_out >= 3 ? 1U : 0U) << left_out;
    }
}

TEST_F(SpanEncoderTest, MeasuresExactlyWhatItWrites) {
    for (std::size_t size = 0; size <= 300; ++size) {
        SpanState* span = start_span(*engine_, std::string(size, 'n'));
        set_status(*engine_, *span, SpanStatus::Error, std::string(size, 's'));
        SpanEncoder encoder(*span, 1);
        std::string bytes(encoder.size() + 16, '\x7F');
        encoder.write(bytes.data());
        EXPECT_EQ(bytes.substr(encoder.size()), std::string(16, '\x7F')) << size;
        bytes.resize(encoder.size());
        EXPECT_EQ(wire_reader::read(bytes).size(), 1U) << size;
        end_span(*engine_, span, 0);
    }
}

}  // namespace
}  // namespace telemetryflow::hot

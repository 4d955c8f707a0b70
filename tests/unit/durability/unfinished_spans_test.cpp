#include "durability/unfinished_spans.hpp"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "durability/record_cursor.hpp"
#include "hot/open_span_table.hpp"
#include "hot/span_encoder.hpp"
#include "pipeline/envelope.hpp"
#include "support/otlp_requests.hpp"
#include "support/scoped_request.hpp"

namespace telemetryflow::durability {
namespace {

using hot::OpenSpanTable;

class UnfinishedSpansTest : public ::testing::Test {
protected:
    UnfinishedSpansTest() : memory_(static_cast<char*>(std::aligned_alloc(64, OpenSpanTable::kBytes))) {
        std::memset(memory_.get(), 0, OpenSpanTable::kBytes);
        table_ = std::make_unique<OpenSpanTable>(memory_.get());
    }

    void open(std::string_view name, Attributes attributes = {}) {
        hot::SpanState& state = *states_.emplace_back(std::make_unique<hot::SpanState>());
        state.context.trace_id.bytes[0] = 0xAB;
        state.context.span_id.bytes[7] = static_cast<std::uint8_t>(states_.size());
        state.context.trace_flags = SpanContext::kSampledFlag;
        state.start_time = 1'700'000'000'000'000'000;
        hot::RecordingLimits limits;
        hot::EditCounts edits;
        hot::AttributeEncoder encoder(limits, edits);
        ASSERT_TRUE(hot::write_head(state, name, SpanKind::Server, {}, attributes, encoder, limits.name_length));
        table_->note(state);
    }

    [[nodiscard]] std::vector<tests::Span> recovered(std::string_view table) const {
        const UnfinishedSpans unfinished(table);
        const auto chunk = unfinished.chunk();
        if (!chunk) return {};
        EXPECT_EQ(chunk->signal, SignalType::Traces);
        std::string elements;
        RecordCursor cursor(*chunk);
        for (std::string_view payload; cursor.next(payload);)
            elements += payload;
        EXPECT_EQ(cursor.index(), chunk->committed.records);
        const auto decoded = tests::decode_traces(
            tests::request_of(pipeline::Envelope(""), tests::scope_fields("scope", "1"), elements));
        const auto& spans = decoded.resource_spans(0).scope_spans(0).spans();
        return {spans.begin(), spans.end()};
    }
    [[nodiscard]] std::vector<tests::Span> recovered() const {
        return recovered({memory_.get(), OpenSpanTable::kBytes});
    }

    [[nodiscard]] OpenSpanTable::Slot& first_open() {
        auto* slot = reinterpret_cast<OpenSpanTable::Slot*>(memory_.get());
        while (slot->state.load() != OpenSpanTable::Slot::kOpen)
            ++slot;
        return *slot;
    }

    struct Free {
        void operator()(char* data) const { std::free(data); }
    };
    std::unique_ptr<char, Free> memory_;
    std::unique_ptr<OpenSpanTable> table_;
    std::vector<std::unique_ptr<hot::SpanState>> states_;
};

TEST_F(UnfinishedSpansTest, AreSpansThatSayWhatTheyAre) {
    open("GET /users", {{"http.request.method", "GET"}, {"user", 7}});
    open("SELECT users");
    open("done");
    table_->forget(*states_.back());
    const auto spans = recovered();
    ASSERT_EQ(spans.size(), 2U);
    const auto& span = spans[0].name() == "GET /users" ? spans[0] : spans[1];
    EXPECT_EQ(span.name(), "GET /users");
    EXPECT_EQ(span.trace_id(), std::string("\xAB", 1) + std::string(15, '\0'));
    EXPECT_EQ(span.start_time_unix_nano(), 1'700'000'000'000'000'000U);
    EXPECT_EQ(span.end_time_unix_nano(), span.start_time_unix_nano());
    EXPECT_EQ(span.status().code(), tests::otlp::trace::v1::Status::STATUS_CODE_ERROR);
    EXPECT_EQ(span.status().message(), "the process ended before this span did");
    EXPECT_EQ(span.flags() & 0x101U, 0x101U);
    const auto attributes = tests::attributes_of(span);
    EXPECT_EQ(attributes.at("http.request.method"), "GET");
    EXPECT_EQ(attributes.at("user"), "7");
    EXPECT_EQ(attributes.at("telemetryflow.unfinished"), "true");
}

TEST_F(UnfinishedSpansTest, AreNoneWhereEverySpanEnded) {
    EXPECT_TRUE(recovered().empty());
    open("done");
    table_->forget(*states_.back());
    EXPECT_TRUE(recovered().empty());
    EXPECT_TRUE(recovered({memory_.get(), 100}).empty());
}

// Whatever somebody wrote over the table, what is read stays in it, and is left out where it cannot be a span.
TEST_F(UnfinishedSpansTest, AreLeftOutWhereTheirSlotIsDamaged) {
    using Slot = OpenSpanTable::Slot;
    const std::vector<void (*)(Slot&)> damages{
        [](Slot& slot) { slot.head_bytes = 497; },
        [](Slot& slot) { slot.head_bytes = 0xFFFF; },
        [](Slot& slot) { slot.attributes_at = static_cast<std::uint16_t>(slot.head_bytes + 1); },
        [](Slot& slot) { slot.attributes_at = 3; },
        [](Slot& slot) { --slot.attributes_at; },
        [](Slot& slot) { slot.head[0] = 0; },
        [](Slot& slot) { slot.head[slot.attributes_at - 9] = 0; },
        [](Slot& slot) { slot.head[1] = 127; },
        [](Slot& slot) { slot.state.store(1); },
    };
    for (std::size_t i = 0; i < damages.size(); ++i) {
        table_->reset();
        open("GET /");
        ASSERT_EQ(recovered().size(), 1U);
        damages[i](first_open());
        EXPECT_TRUE(recovered().empty()) << i;
    }
}

}  // namespace
}  // namespace telemetryflow::durability

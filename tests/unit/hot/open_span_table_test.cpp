#include "hot/open_span_table.hpp"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "hot/span_encoder.hpp"

namespace telemetryflow::hot {
namespace {

class OpenSpanTableTest : public testing::Test {
protected:
    OpenSpanTableTest() : memory_(static_cast<char*>(std::aligned_alloc(64, OpenSpanTable::kBytes))) {
        std::memset(memory_.get(), 0, OpenSpanTable::kBytes);
        table_ = std::make_unique<OpenSpanTable>(memory_.get());
    }

    static std::unique_ptr<SpanState> span(std::string_view name, Attributes attributes = {}) {
        auto state = std::make_unique<SpanState>();
        state->context.trace_id.bytes[15] = 1;
        state->context.span_id.bytes[0] = static_cast<std::uint8_t>(name.size());
        state->start_time = 1000;
        RecordingLimits limits;
        EditCounts edits;
        AttributeEncoder encoder(limits, edits);
        EXPECT_TRUE(write_head(*state, name, SpanKind::Server, {}, attributes, encoder, limits.name_length));
        return state;
    }

    [[nodiscard]] std::vector<const OpenSpanTable::Slot*> open() const {
        std::vector<const OpenSpanTable::Slot*> open;
        const auto* const slots = reinterpret_cast<const OpenSpanTable::Slot*>(memory_.get());
        for (std::size_t i = 0; i < OpenSpanTable::kSlots; ++i) {
            if (slots[i].state.load() == OpenSpanTable::Slot::kOpen) open.push_back(&slots[i]);
        }
        return open;
    }

    struct Free {
        void operator()(char* data) const { std::free(data); }
    };
    std::unique_ptr<char, Free> memory_;
    std::unique_ptr<OpenSpanTable> table_;
};

TEST_F(OpenSpanTableTest, HasASpanFromItsStartToItsEnd) {
    const auto state = span("GET /", {{"user", 7}});
    table_->note(*state);
    ASSERT_EQ(open().size(), 1U);
    const OpenSpanTable::Slot& slot = *open().front();
    EXPECT_EQ(std::string_view(slot.head.data(), slot.head_bytes), state->head.view());
    EXPECT_EQ(slot.attributes_at, state->attributes_at);
    EXPECT_EQ(slot.flags, span_flags(*state));
    table_->forget(*state);
    EXPECT_TRUE(open().empty());
    EXPECT_EQ(state->table_slot, 0U);
    table_->forget(*state);  // once more changes nothing
    EXPECT_TRUE(open().empty());
}

TEST_F(OpenSpanTableTest, LeavesOutAttributesThatDoNotFit) {
    const std::string value(500, 'x');
    const auto state = span("GET /", {{"user", value}});
    table_->note(*state);
    ASSERT_EQ(open().size(), 1U);
    EXPECT_EQ(open().front()->head_bytes, state->attributes_at);
}

TEST_F(OpenSpanTableTest, DoesNotNoteANameThatDoesNotFit) {
    const auto state = span(std::string(500, 'x'));
    table_->note(*state);
    EXPECT_TRUE(open().empty());
    table_->forget(*state);
}

TEST_F(OpenSpanTableTest, NotesAsManyAsThereAreSlotsAndGoesOnWhenTheyAreFree) {
    std::vector<std::unique_ptr<SpanState>> states;
    for (std::size_t i = 0; i < OpenSpanTable::kSlots; ++i) {
        states.push_back(span("a"));
        table_->note(*states.back());
        ASSERT_NE(states.back()->table_slot, 0U) << i;
    }
    EXPECT_EQ(open().size(), OpenSpanTable::kSlots);
    const auto late = span("late");
    table_->note(*late);
    EXPECT_EQ(late->table_slot, 0U);
    table_->forget(*states[7]);
    table_->note(*late);
    EXPECT_NE(late->table_slot, 0U);
    table_->reset();
    EXPECT_TRUE(open().empty());
}

TEST_F(OpenSpanTableTest, GivesNoSlotToTwoThreadsAtOnce) {
    constexpr int kThreads = 4;
    std::vector<std::thread> threads;
    std::atomic<int> clashes{0};
    std::array<std::atomic<int>, OpenSpanTable::kSlots + 1> owners{};
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
            const auto state = span("same word");
            for (int i = 0; i < 20'000; ++i) {
                table_->note(*state);
                const std::uint32_t slot = state->table_slot;
                if (owners[slot].fetch_add(1) != 0) ++clashes;
                owners[slot].fetch_sub(1);
                table_->forget(*state);
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(clashes.load(), 0);
    EXPECT_TRUE(open().empty());
}

}  // namespace
}  // namespace telemetryflow::hot

// Every state of a region that a kill could leave: after every store of a golden run, as the compiled code makes it,
// and after every set of stores that no order is promised for.

#include <algorithm>
#include <cstring>
#include <random>

#include <gtest/gtest.h>

#include "unit/durability/golden_run.hpp"

namespace telemetryflow::durability {
namespace {

using hot::ChunkHeader;
using Store = TracedRegion::Store;

// Memory of exactly a region's size, so that a sanitizer sees every byte that is read beside it.
class Image {
public:
    explicit Image(const std::vector<char>& bytes)
        : size_(bytes.size()), data_(static_cast<char*>(std::aligned_alloc(64, bytes.size()))) {
        std::memcpy(data_.get(), bytes.data(), bytes.size());
    }
    [[nodiscard]] char* data() const { return data_.get(); }
    [[nodiscard]] std::span<char> span() const { return {data_.get(), size_}; }
    [[nodiscard]] std::vector<char> bytes() const { return {data_.get(), data_.get() + size_}; }

private:
    struct Free {
        void operator()(char* data) const { std::free(data); }
    };
    std::size_t size_;
    std::unique_ptr<char, Free> data_;
};

// Whether `found` has of what `step` touches any part, and all of the rest, in order.
bool is_within(const GoldenRun::Step& step, Unsettled found) {
    for (const SignalType signal : {SignalType::Logs, SignalType::Traces}) {
        const auto& before = step.unsettled_before.at(signal);
        const auto& after = step.unsettled_after.at(signal);
        const auto& longer = before.size() > after.size() ? before : after;
        const auto& shorter = before.size() > after.size() ? after : before;
        std::size_t at = 0;
        for (const std::string& name : longer) {
            const bool is_found = at < found[signal].size() && found[signal][at] == name;
            if (is_found) ++at;
            if (!is_found && std::find(shorter.begin(), shorter.end(), name) != shorter.end()) return false;
        }
        if (at != found[signal].size()) return false;
    }
    return true;
}

// A store that comes after all stores before it, whoever looks: what publishes records, and what makes a chunk one or
// none.
bool is_ordered(const Store& store, const char* before) {
    const std::size_t in_chunk = store.at % hot::ChunkPool::kChunkBytes;
    std::uint32_t magic = 0;
    std::memcpy(&magic, before + store.at - in_chunk, sizeof(magic));
    std::uint32_t word = 0;
    std::memcpy(&word, store.bytes.data(), sizeof(word));
    if (in_chunk == offsetof(ChunkHeader, magic)) return word == ChunkHeader::kMagic || magic == ChunkHeader::kMagic;
    return in_chunk == offsetof(ChunkHeader, committed) && word != 0 && magic == ChunkHeader::kMagic;
}

class RegionImagesTest : public testing::Test {
protected:
    void SetUp() override {
        if (!TracedRegion::is_possible()) GTEST_SKIP() << "stores are traced on x86-64 only";
    }
    static const GoldenRun& run() {
        static const GoldenRun golden;
        return golden;
    }
};

TEST_F(RegionImagesTest, EveryStoreLeavesWhatWasThereBeforeTheStepOrAfterIt) {
    std::size_t images = 0;
    for (const GoldenRun::Step& step : run().steps()) {
        const Image image(step.before);
        ASSERT_EQ(recovered_from(image.span()), step.unsettled_before) << step.what;
        for (const Store& store : step.stores) {
            store.apply(image.data());
            ++images;
            ASSERT_TRUE(is_within(step, recovered_from(image.span())))
                << step.what << ", after store " << &store - step.stores.data() << " of " << step.stores.size();
        }
        ASSERT_EQ(recovered_from(image.span()), step.unsettled_after) << step.what;
    }
    EXPECT_GT(images, 1000U) << "the run has to store something";
}

TEST_F(RegionImagesTest, StoresWithoutAnOrderLeaveItInAnyOrder) {
    constexpr std::size_t kAllSubsetsOf = 10;
    std::minstd_rand random(20'261'126);  // NOLINT: the same subsets in every run
    std::size_t images = 0;
    for (const GoldenRun::Step& step : run().steps()) {
        Image image(step.before);
        for (auto first = step.stores.begin(); first != step.stores.end();) {
            const auto end = std::find_if(first, step.stores.end(),
                                          [&](const Store& store) { return is_ordered(store, image.data()); });
            // Those in front of the ordered one: each of them may be seen, or not.
            const auto count = static_cast<std::size_t>(end - first);
            const std::size_t subsets = count <= kAllSubsetsOf ? std::size_t{1} << count : 300;
            for (std::size_t subset = 0; subset < subsets; ++subset) {
                const Image partial(image.bytes());
                for (std::size_t i = 0; i < count; ++i) {
                    const bool is_seen = count <= kAllSubsetsOf ? (subset >> i & 1U) != 0 : random() % 2 == 0;
                    if (is_seen) (first + static_cast<std::ptrdiff_t>(i))->apply(partial.data());
                }
                ++images;
                ASSERT_TRUE(is_within(step, recovered_from(partial.span())))
                    << step.what << ", subset " << subset << " of the " << count << " stores from "
                    << first - step.stores.begin() << " on";
            }
            const auto next = end == step.stores.end() ? end : end + 1;
            for (; first != next; ++first)
                first->apply(image.data());
        }
    }
    EXPECT_GT(images, 5000U);
}

// A store of many bytes may be cut where a page ends.
TEST_F(RegionImagesTest, EveryBytePrefixOfAStoreOfARecordChangesNothing) {
    for (const GoldenRun::Step& step : run().steps()) {
        if (step.stores.size() > 100) continue;  // the same again, only longer
        const Image image(step.before);
        for (const Store& store : step.stores) {
            const std::size_t in_chunk = store.at % hot::ChunkPool::kChunkBytes;
            if (in_chunk >= sizeof(ChunkHeader)) {
                const Image partial(image.bytes());
                for (std::uint32_t size = 1; size < store.size; ++size) {
                    std::memcpy(partial.data() + store.at, store.bytes.data(), size);
                    ASSERT_TRUE(is_within(step, recovered_from(partial.span()))) << step.what << ", " << size;
                }
            }
            store.apply(image.data());
        }
    }
}

}  // namespace
}  // namespace telemetryflow::durability

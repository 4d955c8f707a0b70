// A file that is written from a region: at whatever instant its writer ends, the file tells of nothing that was not
// recorded, and of all that was there when it was last written.

#include "durability/region_writer.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "durability/crc32c.hpp"
#include "durability/file_descriptor.hpp"
#include "durability/loss_ledger.hpp"
#include "durability/record_cursor.hpp"
#include "durability/region_reader.hpp"
#include "hot/staging_writer.hpp"
#include "support/file_calls.hpp"
#include "support/temp_dir.hpp"
#include "unit/durability/region_image.hpp"

namespace telemetryflow::durability {
namespace {

using hot::ChunkHeader;
using hot::ChunkPool;
using hot::StagingWriter;

constexpr std::size_t kRegion = 12 * ChunkPool::kChunkBytes;

// By sequence of the chunk: its records that are not settled.
using Unsettled = std::map<std::uint64_t, std::vector<std::string>>;

// Tells a record from every other, and from what is left of it.
std::string mark_of(std::string_view payload) {
    return std::string(payload.substr(0, payload.find('|'))) + ":" +
           std::to_string(crc32c(payload.data(), payload.size()));
}

class File {
public:
    File() : file_(::open(folder_.file("region").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        EXPECT_EQ(::ftruncate(file_.get(), kRegion + LossLedger::kBytes), 0);
    }
    [[nodiscard]] int fd() const { return file_.get(); }
    // What a recovery would find, and how many records it would call corrupt.
    [[nodiscard]] Unsettled read(std::uint64_t& corrupt) const {
        const RegionImage image(kRegion);
        EXPECT_EQ(::pread(fd(), image.span().data(), kRegion, 0), static_cast<ssize_t>(kRegion));
        Unsettled found;
        for (const RegionChunk& chunk : unsettled_chunks(image.span())) {
            RecordCursor cursor(chunk);
            std::string_view payload;
            for (std::uint32_t i = 0; cursor.next(payload); ++i)
                if (i >= chunk.settled) found[chunk.sequence].push_back(mark_of(payload));
            corrupt += cursor.records_lost();
        }
        return found;
    }
    [[nodiscard]] LossCounts losses() const {
        alignas(64) std::array<char, LossLedger::kBytes> bytes{};
        EXPECT_EQ(::pread(fd(), bytes.data(), bytes.size(), kRegion), static_cast<ssize_t>(bytes.size()));
        return LossLedger::read(bytes.data());
    }

private:
    test::TempDir folder_ = test::TempDir::in_memory();
    const FileDescriptor file_;
};

// Records, settles and releases at random, with payloads of which each line looks like a chunk.
class Recorder {
public:
    explicit Recorder(unsigned seed) : random_(seed) {}

    void step() {
        const auto what = random_() % 10;
        if (what < 6) {
            record();
        } else if (what < 9) {
            settle();
        } else {
            release();
        }
    }
    [[nodiscard]] Unsettled unsettled() const {
        Unsettled all;
        for (const auto& [index, chunk] : chunks_) {
            if (chunk.settled == chunk.records.size()) continue;
            all[chunk.sequence].assign(chunk.records.begin() + chunk.settled, chunk.records.end());
        }
        return all;
    }
    [[nodiscard]] std::span<const char> region() const { return {pool_.memory().data(), kRegion}; }

private:
    struct Chunk {
        std::uint64_t sequence;
        std::vector<std::string> records;
        std::uint32_t settled = 0;
        bool is_detached = false;
    };

    void record() {
        StagingWriter& writer = random_() % 2 == 0 ? logs_ : traces_;
        const SignalType signal = &writer == &logs_ ? SignalType::Logs : SignalType::Traces;
        const std::size_t size = random_() % 8 == 0 ? random_() % 60'000 + 100 : random_() % 4'000 + 100;
        char* at = writer.reserve(size);
        if (at == nullptr) {
            if (writer.has_chunk()) chunks_.at(current_[signal]).is_detached = true;
            writer.detach(pool_);
            if (!writer.take_chunk(pool_, signal, size)) return;
            at = writer.reserve(size);
            const auto place = static_cast<std::uint32_t>(static_cast<std::size_t>(at - pool_.memory().data()) /
                                                          ChunkPool::kChunkBytes);
            current_[signal] = place;
            chunks_[place] = Chunk{pool_.header(place).sequence.load(), {}, 0, false};
        }
        const std::string name = std::to_string(++names_);
        fill(at, size, name);
        writer.commit(size);
        chunks_.at(current_[signal]).records.push_back(mark_of({at, size}));
    }
    static void fill(char* at, std::size_t size, const std::string& name) {
        ChunkHeader lie{};
        lie.magic.store(ChunkHeader::kMagic);
        lie.capacity.store(ChunkPool::kChunkBytes - sizeof(ChunkHeader));
        lie.sequence.store(1);
        lie.signal.store(static_cast<std::uint8_t>(SignalType::Logs));
        lie.committed.store(hot::Committed{64, 1}.to_word());
        // Aligned as chunks are, wherever the record begins.
        for (std::size_t i = 0; i < size; ++i)
            at[i] = reinterpret_cast<const char*>(&lie)[reinterpret_cast<std::uintptr_t>(at + i) % sizeof(lie)];
        std::memcpy(at, (name + "|").data(), name.size() + 1);
    }
    void settle() {
        for (auto& [index, chunk] : chunks_) {
            if (random_() % 2 == 0) continue;
            chunk.settled += static_cast<std::uint32_t>(random_() % (chunk.records.size() - chunk.settled + 1));
            pool_.header(index).settled.store(chunk.settled);
        }
    }
    void release() {
        std::erase_if(chunks_, [&](const auto& entry) {
            const auto& [index, chunk] = entry;
            if (!chunk.is_detached || chunk.settled != chunk.records.size()) return false;
            pool_.release(index);
            return true;
        });
    }

    std::mt19937 random_;
    ChunkPool pool_{kRegion};
    StagingWriter logs_;
    StagingWriter traces_;
    std::map<SignalType, std::uint32_t> current_;
    std::map<std::uint32_t, Chunk> chunks_;  // by index
    std::uint64_t names_ = 0;
};

// After each write: what a recovery would find if the writer ended there.
class Witness final : public test::FileCalls {
public:
    Witness(const File& file, const Recorder& recorder) : file_(file), recorder_(recorder) {}

    Answer before(const test::FileCall& call) override {
        if (call.kind != test::FileCall::Kind::Write || fails_in_ == 0 || --fails_in_ != 0) return {};
        return {.error = EIO};
    }
    void after(const test::FileCall& call, ssize_t /*result*/) override {
        if (call.kind != test::FileCall::Kind::Write) return;
        std::uint64_t corrupt = 0;
        const Unsettled found = file_.read(corrupt);
        const Unsettled now = recorder_.unsettled();
        EXPECT_EQ(corrupt, 0U);
        for (const auto& [sequence, records] : found) {
            const auto known = written.find(sequence);
            const auto there = now.find(sequence);
            const bool is_known = known != written.end() && is_part(records, known->second);
            const bool is_there = there != now.end() && is_part(records, there->second);
            const bool is_both = known != written.end() && there != now.end();
            EXPECT_TRUE(is_known || is_there || is_both) << "chunk " << sequence << " was invented";
        }
        // What was written and waits still.
        for (const auto& [sequence, records] : written) {
            const auto there = now.find(sequence);
            if (there == now.end()) continue;
            for (const std::string& record : records) {
                if (std::find(there->second.begin(), there->second.end(), record) == there->second.end()) continue;
                const auto in_file = found.find(sequence);
                EXPECT_TRUE(in_file != found.end() && is_part({record}, in_file->second)) << record << " is lost";
            }
        }
    }
    void fail_in(unsigned calls) { fails_in_ = calls; }

    Unsettled written;  // when the last call was over

private:
    static bool is_part(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
        return std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
    }

    const File& file_;
    const Recorder& recorder_;
    unsigned fails_in_ = 0;
};

class RegionWriterTest : public testing::TestWithParam<unsigned> {};

TEST_P(RegionWriterTest, TellsNothingButTheTruthAtEveryInstant) {
    const File file;
    Recorder recorder(GetParam());
    alignas(64) std::array<char, LossLedger::kBytes> ledger{};
    RegionWriter writer(recorder.region(), ledger);
    Witness witness(file, recorder);
    std::mt19937 random(GetParam());
    for (int round = 0; round < 60; ++round) {
        for (auto steps = random() % 12; steps-- > 0;)
            recorder.step();
        const bool fails = random() % 4 == 0;
        witness.fail_in(fails ? 1 + static_cast<unsigned>(random() % 6) : 0);
        const int error = writer.write(file.fd());
        EXPECT_TRUE(error == 0 || (fails && error == EIO)) << error;
        if (error != 0) {
            witness.fail_in(0);
            ASSERT_EQ(writer.write(file.fd()), 0) << "the next call goes on with it";
        }
        witness.written = recorder.unsettled();
        std::uint64_t corrupt = 0;
        ASSERT_EQ(file.read(corrupt), witness.written);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RegionWriterTest, testing::Range(1U, 9U));

TEST(RegionWriterLedgerTest, KeepsTheCountsOfLosses) {
    const File file;
    Recorder recorder(1);
    alignas(64) std::array<char, LossLedger::kBytes> memory{};
    LossLedger ledger(memory.data());
    RegionWriter writer(recorder.region(), memory);
    ledger.add(SignalType::Logs, "http_400", 7);
    ASSERT_EQ(writer.write(file.fd()), 0);
    EXPECT_EQ(file.losses().signals[static_cast<std::size_t>(SignalType::Logs)].lost.at("http_400"), 7U);
    ledger.add(SignalType::Logs, "http_400", 2);
    ledger.add(SignalType::Traces, "grpc_3", 1);
    ASSERT_EQ(writer.write(file.fd()), 0);
    EXPECT_EQ(file.losses().signals[static_cast<std::size_t>(SignalType::Logs)].lost.at("http_400"), 9U);
    EXPECT_EQ(file.losses().signals[static_cast<std::size_t>(SignalType::Traces)].lost.at("grpc_3"), 1U);
    LossLedger::clear(memory.data());
    ASSERT_EQ(writer.write(file.fd()), 0);
    EXPECT_FALSE(file.losses().has_losses());
}

TEST(RegionWriterThreadsTest, WritesWhileThreadsRecord) {
    const File file;
    ChunkPool pool{kRegion};
    alignas(64) std::array<char, LossLedger::kBytes> ledger{};
    RegionWriter writer({pool.memory().data(), kRegion}, ledger);
    std::atomic<int> recording{2};
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 2; ++thread) {
        threads.emplace_back([&, thread] {
            StagingWriter own;
            for (int i = 0; i < 1'000; ++i) {
                const std::string name = std::to_string(thread) + "." + std::to_string(i) + "|";
                char* at = own.reserve(name.size());
                if (at == nullptr) {
                    own.detach(pool);
                    ASSERT_TRUE(own.take_chunk(pool, SignalType::Logs, name.size()));
                    at = own.reserve(name.size());
                }
                std::memcpy(at, name.data(), name.size());
                own.commit(name.size());
            }
            --recording;
        });
    }
    while (recording != 0) {
        ASSERT_EQ(writer.write(file.fd()), 0);
        std::uint64_t corrupt = 0;
        static_cast<void>(file.read(corrupt));
        EXPECT_EQ(corrupt, 0U);
    }
    for (std::thread& thread : threads)
        thread.join();
    ASSERT_EQ(writer.write(file.fd()), 0);
    std::uint64_t corrupt = 0;
    std::size_t records = 0;
    for (const auto& [sequence, names] : file.read(corrupt))
        records += names.size();
    EXPECT_EQ(records, 2'000U);
}

}  // namespace
}  // namespace telemetryflow::durability

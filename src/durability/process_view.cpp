#include "durability/process_view.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "durability/boot_id.hpp"
#include "durability/record_cursor.hpp"
#include "durability/region_faults.hpp"
#include "hot/chunk_pool.hpp"

namespace telemetryflow::durability {
namespace {

constexpr const char* kLock = "lock";
constexpr const char* kRegion = "region";
constexpr const char* kAbout = "about";
constexpr const char* kMetrics = "metrics";
constexpr const char* kOpenSpans = "open-spans";

[[noreturn]] void fail(const std::string& path, int error = errno) {
    throw std::runtime_error(path + " cannot be read: " + std::generic_category().message(error));
}

FileDescriptor open_in(const FileDescriptor& folder, const char* file) {
    return FileDescriptor(::openat(folder.get(), file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
}

/// Reads `bytes` from `at` on; how many there were. Throws std::runtime_error.
std::size_t read_at(const FileDescriptor& file, std::size_t at, char* to, std::size_t bytes, const std::string& path) {
    std::size_t done = 0;
    while (done < bytes) {
        const ssize_t got = ::pread(file.get(), to + done, bytes - done, static_cast<off_t>(at + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(path);
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

std::size_t size_of(const FileDescriptor& file) {
    struct stat about {};
    return file.is_open() && ::fstat(file.get(), &about) == 0 ? static_cast<std::size_t>(about.st_size) : 0;
}

// For an instant, and shared: whoever looks does not keep others from looking.
bool is_locked(const FileDescriptor& lock) noexcept {
    if (::flock(lock.get(), LOCK_SH | LOCK_NB) != 0) return true;
    ::flock(lock.get(), LOCK_UN);
    return false;
}

/// Empty where there is no such file.
std::string read_whole(const FileDescriptor& folder, const char* name, const std::string& path) {
    constexpr std::size_t kLongest = 64U << 20U;
    const FileDescriptor file = open_in(folder, name);
    if (!file.is_open()) return {};
    std::string text(std::min(size_of(file), kLongest), '\0');
    text.resize(read_at(file, 0, text.data(), text.size(), path));
    return text;
}

}  // namespace

bool ProcessView::is_owned(const StateDirectory& state, const std::string& name) noexcept try {
    const FileDescriptor lock(
        ::openat(state.fd(), (name + "/" + kLock).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    return lock.is_open() && is_locked(lock);
} catch (const std::bad_alloc&) {
    return true;
}

std::optional<ProcessView> ProcessView::open(std::shared_ptr<const StateDirectory> state, const std::string& name) {
    ProcessView view;
    view.name_ = name;
    view.path_ = state->path() + "/" + name;
    FileDescriptor folder(::openat(state->fd(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.is_open()) {
        if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP) return std::nullopt;
        fail(view.path_);
    }
    const FileDescriptor lock = open_in(folder, kLock);
    // What is being made begins with a dot.
    if (name.starts_with('.') || !lock.is_open()) return std::nullopt;
    view.is_owned_ = is_locked(lock);
    struct stat about {};
    if (::fstat(lock.get(), &about) != 0 || about.st_nlink == 0) return std::nullopt;
    view.since_ = Clock::from_time_t(about.st_mtime);
    view.about_ = About::from_text(read_whole(folder, kAbout, view.path_));
    const std::string metrics = read_whole(folder, kMetrics, view.path_);
    view.metrics_ = MetricSnapshot::from_bytes(metrics);
    const FileDescriptor region = open_in(folder, kRegion);
    if (region.is_open()) view.read_region(region);
    const std::string open_spans = read_whole(folder, kOpenSpans, view.path_);
    view.file_bytes_ += metrics.size() + open_spans.size();
    if (!view.is_owned_) {
        view.unfinished_ = UnfinishedSpans(open_spans);
        if (const auto chunk = view.unfinished_.chunk()) view.chunks_.push_back(*chunk);
    }
    view.segments_.emplace(std::move(state), name, std::move(folder));
    for (const SegmentFolder::Entry& segment : view.segments_->segments())
        view.file_bytes_ += segment.bytes;
    return view;
}

void ProcessView::read_region(const FileDescriptor& file) {
    file_bytes_ = size_of(file);
    region_bytes_ = file_bytes_ / hot::ChunkPool::kChunkBytes * hot::ChunkPool::kChunkBytes;
    if (region_bytes_ == 0) return;
    region_.reset(static_cast<char*>(std::aligned_alloc(hot::ChunkPool::kChunkBytes, region_bytes_)));
    if (region_ == nullptr) throw std::bad_alloc();
    region_bytes_ = read_at(file, 0, region_.get(), region_bytes_, path_);
    const bool may_be_torn = !is_owned_ && about_ && about_->boot_id != boot_id();
    chunks_ = unsettled_chunks({region_.get(), region_bytes_}, may_be_torn);
    if (is_owned_) leave_out_what_changed(file);
}

void ProcessView::leave_out_what_changed(const FileDescriptor& file) {
    std::erase_if(chunks_, [&](const RegionChunk& chunk) {
        alignas(hot::ChunkHeader) std::array<char, sizeof(hot::ChunkHeader)> bytes;
        const auto at = static_cast<std::size_t>(reinterpret_cast<const char*>(chunk.header) - region_.get());
        if (read_at(file, at, bytes.data(), bytes.size(), path_) != bytes.size()) return true;
        const auto* now = reinterpret_cast<const hot::ChunkHeader*>(bytes.data());
        return now->magic.load(std::memory_order_relaxed) != hot::ChunkHeader::kMagic ||
               now->sequence.load(std::memory_order_relaxed) != chunk.sequence;
    });
}

void ProcessView::for_each_frame(const TakeFrame& take, std::vector<std::string>* damage) const {
    for (const SegmentFolder::Entry& entry : segments_->segments()) {
        const auto tell = [&](const std::string& what) {
            if (damage != nullptr) damage->push_back(entry.name.to_text() + ": " + what);
        };
        std::optional<SegmentReader> reader;
        try {
            reader.emplace(segments_->open(entry.name), entry.name.signal);
        } catch (const std::system_error& error) {
            // Its owner has deleted it meanwhile.
            if (is_owned_ && error.code().value() == ENOENT) continue;
            throw;
        }
        if (reader->is_of_unknown_version()) {
            tell("it is of a later version (" + std::to_string(reader->unknown_version()) + "), and left to that");
            continue;
        }
        while (const auto frame = reader->next())
            take(*reader, *frame, entry.name);
        if (reader->gaps() != 0) tell("in " + std::to_string(reader->gaps()) + " places there is no batch");
    }
}

std::vector<std::string> ProcessView::damage() const {
    std::vector<std::string> damage;
    if (is_owned_) return damage;
    std::uint64_t batches = 0;
    std::string id;
    std::string elements;
    std::vector<std::string> of_segments;
    const auto look = [&](SegmentReader& reader, const SegmentReader::Frame& frame, const SegmentName& segment) {
        ++batches;
        elements.resize(frame.header.element_bytes);
        if (reader.read(frame, id, elements.data())) return;
        of_segments.push_back(segment.to_text() + ": a batch of " + std::to_string(frame.header.items) +
                              " items is damaged");
    };
    for_each_frame(look, &of_segments);
    if (!about_ && (!chunks_.empty() || batches != 0)) {
        damage.emplace_back("about: it does not say whose telemetry this is, so that none of it can be sent");
    }
    if (region_bytes_ != 0) {
        for (const std::string& fault : region_faults({region_.get(), region_bytes_}))
            damage.push_back("region: " + fault);
    }
    for (const RegionChunk& chunk : chunks_) {
        RecordCursor cursor(chunk);
        std::string_view payload;
        while (cursor.next(payload)) {
        }
        if (cursor.records_lost() == 0) continue;
        damage.push_back("region: " + std::to_string(cursor.records_lost()) + " of " +
                         std::to_string(chunk.committed.records) + " records of chunk " +
                         std::to_string(chunk.sequence) + " are damaged");
    }
    damage.insert(damage.end(), of_segments.begin(), of_segments.end());
    return damage;
}

}  // namespace telemetryflow::durability

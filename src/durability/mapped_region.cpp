#include "durability/mapped_region.hpp"

#include <cerrno>
#include <span>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "durability/boot_id.hpp"
#include "durability/file_descriptor.hpp"
#include "durability/region_reader.hpp"
#include "durability/region_writer.hpp"
#include "hot/open_span_table.hpp"

namespace telemetryflow::durability {
namespace {

constexpr std::size_t kOpenSpanBytes = hot::OpenSpanTable::kBytes;
constexpr int kPrivate = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;

// At `at` instead of what is there, or anywhere where that is null.
char* map_at(char* at, std::size_t bytes, int fd, int flags) {
    void* mapped = ::mmap(at, bytes, PROT_READ | PROT_WRITE, at == nullptr ? flags : flags | MAP_FIXED, fd, 0);
    if (mapped == MAP_FAILED) {
        throw std::runtime_error("cannot map the staging region: " + std::generic_category().message(errno));
    }
    return static_cast<char*>(mapped);
}

}  // namespace

MappedRegion::MappedRegion(std::shared_ptr<const StateDirectory> state, std::size_t bytes,
                           std::optional<CommitOptions> commits, bool with_open_spans, CommitOptions writes)
    : state_(std::move(state)), commit_options_(std::move(commits)), write_options_(std::move(writes)) {
    directory_.emplace(state_, bytes + LossLedger::kBytes);
    size_ = bytes;
    try {
        use_files(*directory_, with_open_spans);
        start_committer();
    } catch (...) {
        directory_->remove();
        unmap();
        throw;
    }
    process::fork_watch::add(*this);
}

MappedRegion::~MappedRegion() {
    process::fork_watch::remove(*this);
    retire();
    unmap();
}

void MappedRegion::describe(About about) {
    const std::lock_guard lock(mutex_);
    if (!directory_) return;
    about.boot_id = boot_id();
    const bool is_described = about_.has_value();
    about_ = std::move(about);
    try {
        directory_->write(*about_);
    } catch (...) {
        // What was said when the client started before still says whose it is.
        if (is_described) return;
        // Nobody could send what is in it.
        directory_->remove();
        directory_.reset();
        throw;
    }
    if (!commit_options_) return;
    try {
        directory_->make_durable();
    } catch (const std::exception& error) {
        // A disk that fails is no reason not to record. Commits are not believed until it has taken this too.
        is_folder_owed_->store(true);
        commit_options_->warn(error.what());
    }
}

void MappedRegion::keep_scopes(std::string_view scopes) noexcept {
    const std::lock_guard lock(mutex_);
    if (!directory_ || !about_) return;
    try {
        about_->scopes = scopes;
        directory_->write(*about_);
        if (commit_options_) directory_->make_durable();
    } catch (const std::exception&) {
        // A full disk, most likely: after a kill, what is recorded under the new scope is sent under the SDK's own.
    }
}

std::shared_ptr<Spool> MappedRegion::spool() {
    if (spool_ == nullptr && directory_) spool_ = std::make_shared<Spool>(directory_->segments());
    return spool_;
}

bool MappedRegion::keep_metrics(std::string_view bytes) noexcept {
    const std::lock_guard lock(mutex_);
    if (!directory_) return false;
    try {
        directory_->write_metrics(bytes, commit_options_ && commit_options_->interval.count() != 0);
        has_metrics_ = true;
    } catch (const std::exception&) {
        // A full disk, most likely. What was kept before stays: it is older, and better than nothing.
        return false;
    }
    return true;
}

void MappedRegion::forget_metrics() noexcept {
    const std::lock_guard lock(mutex_);
    if (!directory_) return;
    directory_->remove_metrics();
    has_metrics_ = false;
}

void MappedRegion::start_committer() {
    if (!commit_options_ && directory_->is_mappable()) return;
    // The descriptor is the committer's own: where the disk does not answer, it is used longer than the region.
    auto file = std::make_shared<const FileDescriptor>(::fcntl(directory_->region_fd(), F_DUPFD_CLOEXEC, 0));
    if (!file->is_open()) {
        throw std::runtime_error("cannot open the staging region again: " + std::generic_category().message(errno));
    }
    CommitOptions options = commit_options_ ? *commit_options_ : write_options_;
    DiskCommitter::Sync sync = commit_options_ ? disk_sync(file) : [] { return 0; };
    if (!directory_->is_mappable()) {
        options.is_mapped = false;
        if (options.interval.count() == 0) options.interval = write_options_.interval;
        const auto writer =
            std::make_shared<RegionWriter>(std::span(data_, size_), std::span(data_ + size_, LossLedger::kBytes));
        sync = [writer, file, to_disk = std::move(sync)] {
            const int error = writer->write(file->get());
            return error != 0 ? error : to_disk();
        };
    }
    committer_ = std::make_unique<DiskCommitter>(std::span(data_, size_), std::move(sync), std::move(options));
}

DiskCommitter::Sync MappedRegion::disk_sync(std::shared_ptr<const FileDescriptor> file) {
    // One fdatasync() takes what one msync() of the whole region takes: 0.3 ms for 64 KiB, 0.5 ms for 256 KiB and 1.5
    // ms for 1 MiB that changed. An msync() of each chunk that changed takes 0.7, 3 and 9 ms (ext4, virtio).
    return [file = std::move(file), is_folder_owed = is_folder_owed_,
            folder = std::make_shared<SegmentFolder>(directory_->segments())] {
        if (::fdatasync(file->get()) != 0) return errno;
        if (!is_folder_owed->load()) return 0;
        try {
            folder->make_durable();
        } catch (const std::system_error& error) {
            return error.code().value();
        }
        is_folder_owed->store(false);
        return 0;
    };
}

void MappedRegion::use_files(const ProcessDirectory& directory, bool with_open_spans) {
    const bool is_mappable = directory.is_mappable();
    map(is_mappable ? directory.region_fd() : -1, is_mappable ? MAP_SHARED : kPrivate);
    ledger_.emplace(data_ + size_);
    if (with_open_spans && is_mappable) map_open_spans(directory.make_open_spans(kOpenSpanBytes).get(), MAP_SHARED);
}

void MappedRegion::map(int fd, int flags) {
    data_ = map_at(data_, size_ + LossLedger::kBytes, fd, flags);
}

void MappedRegion::map_open_spans(int fd, int flags) {
    open_spans_ = map_at(open_spans_, kOpenSpanBytes, fd, flags);
}

void MappedRegion::unmap() noexcept {
    // It reads the memory whenever the disk lets it go on, for as long as the process lives.
    if (data_ != nullptr && !is_left_to_committer_) ::munmap(data_, size_ + LossLedger::kBytes);
    if (open_spans_ != nullptr) ::munmap(open_spans_, kOpenSpanBytes);
}

void MappedRegion::after_fork_in_child() noexcept {
    // At once, since a child that never records may live on: the lock is held as long as anybody has the file open.
    is_of_parent_ = true;
    if (directory_) directory_->forget();
    if (spool_ != nullptr) spool_->forget();
    // Its thread runs in the parent alone: it can neither be joined nor given up here.
    static_cast<void>(committer_.release());
    mutex_.unlock();
}

void MappedRegion::part_from_parent() noexcept {
    is_of_parent_ = false;
    has_metrics_ = false;
    about_.reset();
    directory_.reset();
    spool_.reset();
    ledger_.reset();
    try {
        // Whatever happens next, the parent's region must not be under the child's feet.
        map(-1, kPrivate);
        if (open_spans_ != nullptr) map_open_spans(-1, kPrivate);
        ProcessDirectory own(state_, size_ + LossLedger::kBytes);
        use_files(own, open_spans_ != nullptr);
        directory_.emplace(std::move(own));
        start_committer();
    } catch (const std::exception&) {
        directory_.reset();
    }
}

void MappedRegion::retire() noexcept {
    if (is_of_parent_) return;
    if (spool_ != nullptr) spool_->give_up();
    const std::lock_guard lock(mutex_);
    remove_if_settled();
    // Whoever ends the client has been told.
    if (directory_) LossLedger::clear(data_ + size_);
    if (committer_ != nullptr && !committer_->stop(directory_.has_value())) is_left_to_committer_ = true;
    // Whoever comes next may have what is left, also in this process, where threads may hold the region for long.
    directory_.reset();
}

void MappedRegion::remove_if_settled() noexcept {
    if (!directory_ || has_metrics_) return;
    try {
        if (!unsettled_chunks({data_, size_}).empty()) return;
        if (!directory_->segments().segments().empty()) return;
    } catch (const std::exception&) {
        return;  // the next process looks again
    }
    directory_->remove();
    directory_.reset();
}

}  // namespace telemetryflow::durability

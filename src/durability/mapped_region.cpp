#include "durability/mapped_region.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <sys/mman.h>

#include "durability/region_reader.hpp"

namespace telemetryflow::durability {

MappedRegion::MappedRegion(std::shared_ptr<const StateDirectory> state, std::size_t bytes) : state_(std::move(state)) {
    directory_.emplace(state_, bytes);
    size_ = bytes;
    try {
        map(directory_->region_fd(), MAP_SHARED);
    } catch (...) {
        directory_->remove();
        throw;
    }
    hot::fork_watch::add(*this);
}

MappedRegion::~MappedRegion() {
    hot::fork_watch::remove(*this);
    if (!is_of_parent_) remove_if_settled();
    ::munmap(data_, size_);
}

void MappedRegion::describe(const About& about) {
    if (!directory_) return;
    try {
        directory_->write(about);
    } catch (...) {
        // Nobody could send what is in it.
        directory_->remove();
        directory_.reset();
        throw;
    }
}

std::shared_ptr<Spool> MappedRegion::spool() {
    if (spool_ == nullptr && directory_) spool_ = std::make_shared<Spool>(directory_->segments());
    return spool_;
}

void MappedRegion::map(int fd, int flags) {
    void* mapped = ::mmap(data_, size_, PROT_READ | PROT_WRITE, data_ == nullptr ? flags : flags | MAP_FIXED, fd, 0);
    if (mapped == MAP_FAILED) {
        throw std::runtime_error("cannot map the staging region: " + std::generic_category().message(errno));
    }
    data_ = static_cast<char*>(mapped);
}

void MappedRegion::after_fork_in_child() noexcept {
    // At once, since a child that never records may live on: the lock is held as long as anybody has the file open.
    is_of_parent_ = true;
    if (directory_) directory_->forget();
    if (spool_ != nullptr) spool_->forget();
}

void MappedRegion::part_from_parent() noexcept {
    is_of_parent_ = false;
    directory_.reset();
    spool_.reset();
    try {
        // Whatever happens next, the parent's region must not be under the child's feet.
        map(-1, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
        ProcessDirectory own(state_, size_);
        map(own.region_fd(), MAP_SHARED);
        directory_.emplace(std::move(own));
    } catch (const std::exception&) {
        directory_.reset();
    }
}

void MappedRegion::retire() noexcept {
    if (is_of_parent_) return;
    if (spool_ != nullptr) spool_->give_up();
    remove_if_settled();
    // Whoever comes next may have what is left, also in this process, where threads may hold the region for long.
    directory_.reset();
}

void MappedRegion::remove_if_settled() noexcept {
    if (!directory_) return;
    try {
        if (!unsettled_chunks({data_, size_}).empty() || !directory_->segments().segments().empty()) return;
    } catch (const std::exception&) {
        return;  // the next process looks again
    }
    directory_->remove();
    directory_.reset();
}

}  // namespace telemetryflow::durability

#include "unit/durability/traced_region.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <new>

#include <sys/mman.h>
#include <ucontext.h>

namespace telemetryflow::durability {
namespace {

TracedRegion* traced = nullptr;

#ifdef __x86_64__
void set_single_step(void* context, bool on) {
    constexpr greg_t kTrapFlag = 0x100;
    greg_t& flags = static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_EFL];
    flags = on ? flags | kTrapFlag : flags & ~kTrapFlag;
}
#else
void set_single_step(void*, bool) {}
#endif

}  // namespace

struct TracedRegion::Handlers {
    static void on_fault(int, siginfo_t* about, void* context) {
        const auto* at = static_cast<const char*>(about->si_addr);
        if (traced == nullptr || at < traced->data_ || at >= traced->data_ + traced->size_) {
            ::signal(SIGSEGV, SIG_DFL);  // not ours: faults again, for good
            return;
        }
        traced->faulted_at_ = static_cast<std::size_t>(at - traced->data_);
        traced->protect(PROT_READ | PROT_WRITE);
        set_single_step(context, true);
    }
    static void on_step(int, siginfo_t*, void* context) {
        set_single_step(context, false);
        // Room was made before: nothing is allocated in the middle of what the code under test does.
        if (traced->stores_.size() == traced->stores_.capacity()) std::abort();
        Store& store = traced->stores_.emplace_back();
        store.at = static_cast<std::uint32_t>(traced->faulted_at_);
        store.size = static_cast<std::uint32_t>(std::min(kLongestStore, traced->size_ - store.at));
        std::memcpy(store.bytes.data(), traced->data_ + store.at, store.size);
        traced->protect(PROT_READ);
    }
};

void TracedRegion::Store::apply(char* image) const {
    std::memcpy(image + at, bytes.data(), size);
}

bool TracedRegion::is_possible() noexcept {
#ifdef __x86_64__
    return true;
#else
    return false;
#endif
}

TracedRegion::TracedRegion(std::size_t bytes) {
    void* mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) throw std::bad_alloc();
    data_ = static_cast<char*>(mapped);
    size_ = bytes;
}

TracedRegion::~TracedRegion() {
    ::munmap(data_, size_);
}

void TracedRegion::begin() {
    constexpr std::size_t kMostStores = 20'000;
    stores_.clear();
    stores_.reserve(kMostStores);
    traced = this;
    struct sigaction action {};
    action.sa_flags = SA_SIGINFO;
    action.sa_sigaction = Handlers::on_fault;
    ::sigaction(SIGSEGV, &action, nullptr);
    action.sa_sigaction = Handlers::on_step;
    ::sigaction(SIGTRAP, &action, nullptr);
    protect(PROT_READ);
}

std::vector<TracedRegion::Store> TracedRegion::end() {
    protect(PROT_READ | PROT_WRITE);
    ::signal(SIGSEGV, SIG_DFL);
    ::signal(SIGTRAP, SIG_DFL);
    traced = nullptr;
    return stores_;
}

void TracedRegion::protect(int how) const noexcept {
    if (::mprotect(data_, size_, how) != 0) std::abort();
}

}  // namespace telemetryflow::durability

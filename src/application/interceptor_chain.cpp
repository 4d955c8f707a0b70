#include "telemetryflow/application/interceptor_chain.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "application/intercepted_call.hpp"
#include "process/fork_safe_mutex.hpp"

namespace telemetryflow {

namespace {

class ReaderScope {
public:
    explicit ReaderScope(std::atomic<std::uint64_t>& readers) noexcept : readers_(readers) { readers_.fetch_add(1); }
    ReaderScope(const ReaderScope&) = delete;
    ReaderScope& operator=(const ReaderScope&) = delete;
    ~ReaderScope() { readers_.fetch_sub(1); }

private:
    std::atomic<std::uint64_t>& readers_;
};

}  // namespace

InterceptorChain::InterceptorChain() : mutex_(std::make_unique<process::ForkSafeMutex>()) {}
InterceptorChain::~InterceptorChain() = default;

void InterceptorChain::add(std::shared_ptr<Interceptor> interceptor) {
    if (!interceptor) return;
    std::vector<std::unique_ptr<const List>> garbage;
    const std::lock_guard lock(*mutex_);
    auto list = owned_ ? std::make_unique<List>(*owned_) : std::make_unique<List>();
    list->push_back(std::move(interceptor));
    publish(std::move(list), garbage);
}

bool InterceptorChain::remove(const std::shared_ptr<Interceptor>& interceptor) {
    std::vector<std::unique_ptr<const List>> garbage;
    const std::lock_guard lock(*mutex_);
    if (!owned_) return false;
    const auto found = std::find(owned_->begin(), owned_->end(), interceptor);
    if (found == owned_->end()) return false;
    auto list = std::make_unique<List>(owned_->begin(), found);
    list->insert(list->end(), std::next(found), owned_->end());
    publish(list->empty() ? nullptr : std::move(list), garbage);
    return true;
}

void InterceptorChain::publish(std::unique_ptr<const List> list, std::vector<std::unique_ptr<const List>>& garbage) {
    retired_.reserve(retired_.size() + 1);
    current_.store(list.get());
    if (owned_) retired_.push_back(std::move(owned_));
    owned_ = std::move(list);
    // Sequentially consistent on both sides: a call that counts itself after this load reads the new list.
    if (readers_.load() == 0) garbage.swap(retired_);
}

void InterceptorChain::run(std::string_view name, const std::type_info& type, const void* message, Deliver deliver,
                           void* context) {
    if (detail::InterceptedCall::inside_interceptor_of(*this)) return deliver(context, message);
    const ReaderScope reading(readers_);
    const auto* list = current_.load();
    if (list == nullptr) return deliver(context, message);
    detail::InterceptedCall call(*this, *list, name, type, {deliver, context});
    call.step(0, message);
    if (!call.delivered()) vetoed_.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace telemetryflow

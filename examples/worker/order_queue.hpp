#pragma once

// A bounded queue between the threads of this example. Any thread may call anything.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

#include "telemetryflow/domain/trace_context.hpp"

struct Order {
    int number = 0;
    /// The span that the order was taken in. It travels with the order, because a span is current on its thread only.
    telemetryflow::SpanContext context;
};

class OrderQueue {
public:
    static constexpr std::size_t kCapacity = 16;

    /// Waits for room; returns how many orders wait now.
    std::size_t push(Order order) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return orders_.size() < kCapacity; });
        orders_.push_back(order);
        changed_.notify_all();
        return orders_.size();
    }

    /// Waits for an order; nothing when the queue is closed and empty.
    std::optional<Order> pop() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !orders_.empty() || closed_; });
        if (orders_.empty()) return std::nullopt;
        const Order order = orders_.front();
        orders_.pop_front();
        changed_.notify_all();
        return order;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

    std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return orders_.size();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Order> orders_;
    bool closed_ = false;
};

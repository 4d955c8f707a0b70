#include "harness/thread_team.hpp"

#include <algorithm>

namespace telemetryflow::bench {

ThreadTeam::ThreadTeam(int threads) : threads_(threads), start_line_(threads), begin_(threads + 1), end_(threads + 1) {
    if (threads == 1) {
        clocks_.emplace_back();
        return;
    }
    for (int i = 0; i < threads; ++i)
        clocks_.emplace_back(&start_line_);
    for (std::size_t i = 0; i < clocks_.size(); ++i)
        members_.emplace_back([this, i] { work(i); });
}

ThreadTeam::~ThreadTeam() {
    if (members_.empty()) return;
    operation_ = nullptr;
    begin_.arrive_and_wait();
    for (std::thread& member : members_)
        member.join();
}

void ThreadTeam::work(std::size_t index) {
    for (;;) {
        begin_.arrive_and_wait();
        if (operation_ == nullptr) return;
        operation_->run(operations_of_each_, clocks_[index]);
        end_.arrive_and_wait();
    }
}

Burst ThreadTeam::run(Operation& operation, std::int64_t operations_of_each) {
    if (members_.empty()) {
        operation.run(operations_of_each, clocks_.front());
    } else {
        operation_ = &operation;
        operations_of_each_ = operations_of_each;
        begin_.arrive_and_wait();
        end_.arrive_and_wait();
    }
    Burst burst{.operations = operations_of_each * threads_,
                .process_start_ns = clocks_.front().process_start_ns(),
                .process_start_allocations = clocks_.front().process_start_allocations()};
    for (const BurstClock& clock : clocks_) {
        burst.caller_ns += clock.thread_ns();
        burst.caller_allocations += clock.allocations();
    }
    return burst;
}

}  // namespace telemetryflow::bench

// What the middleware allocates on the thread that handles a request, while the backend is dead: the difference to the
// same server without it.

#include <array>
#include <cstdio>

#include <gtest/gtest.h>

#include "integration/lifecycle/allocation_counter.hpp"
#include "integration/middleware/request_thread.hpp"

namespace telemetryflow::tests {
namespace {

constexpr int kWarmUps = 200;
constexpr int kRequests = 500;

/// Allocations of the request thread from one request's handler to the next one's, over many requests.
std::uint64_t allocations_of_requests(bool instrumented, const HeaderList& headers) {
    RequestThread requests(instrumented, [] {
        std::array<char, 24> digits{};
        std::snprintf(digits.data(), digits.size(), "%020llu",
                      static_cast<unsigned long long>(allocations_of_this_thread()));
        return std::string(digits.data());
    });
    for (int i = 0; i < kWarmUps; ++i)
        requests.request(headers);
    const std::uint64_t before = std::stoull(requests.request(headers));
    for (int i = 1; i < kRequests; ++i)
        requests.request(headers);
    return std::stoull(requests.request(headers)) - before;
}

std::uint64_t allocations_of_ours(const HeaderList& headers) {
    const std::uint64_t bare = allocations_of_requests(false, headers);
    EXPECT_GT(bare, 0U) << "the framework's own allocations are counted, or nothing is";
    return allocations_of_requests(true, headers) - bare;
}

TEST(RequestAllocationsTest, ARequestAllocatesNothing) {
    EXPECT_EQ(allocations_of_ours({}), 0U);
}

TEST(RequestAllocationsTest, ACallersTraceAllocatesNothing) {
    EXPECT_EQ(allocations_of_ours({{"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}}), 0U);
}

TEST(RequestAllocationsTest, TracestateIsOneAllocation) {
    EXPECT_EQ(allocations_of_ours({{"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
                                   {"tracestate", "rojo=1,congo=2"}}),
              static_cast<std::uint64_t>(kRequests));
}

}  // namespace
}  // namespace telemetryflow::tests

#pragma once

// What the operations record: the same for every subject. The values are hidden from the compiler, as those of a real
// program are; keys and names are literals, as there.

#include <cstdint>
#include <string_view>

#include "harness/keep.hpp"

namespace telemetryflow::bench {

struct Request {
    std::string_view method = hidden(std::string_view("GET"));
    std::string_view route = hidden(std::string_view("/users/{id}"));
    std::int64_t status = hidden(std::int64_t{200});
};

struct Login {
    std::string_view user = hidden(std::string_view("u-12345"));
    std::int64_t attempt = hidden(std::int64_t{1});
};

/// Durations that fall into different buckets without a pattern that a branch predictor could learn.
class Durations {
public:
    [[nodiscard]] double next() noexcept {
        random_ = random_ * 1'664'525U + 1'013'904'223U;
        return static_cast<double>(random_ >> 20U);
    }

private:
    std::uint32_t random_ = 1;
};

}  // namespace telemetryflow::bench

#include "infrastructure/config/value_form.hpp"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "infrastructure/config/value_parsing.hpp"
#include "infrastructure/config/value_printing.hpp"

namespace telemetryflow::config {
namespace {

using namespace std::chrono_literals;

TEST(ValueFormTest, PrintsWhatReadsBackAsTheSame) {
    for (const auto& [value, text] :
         {std::pair(0ms, "0ms"), std::pair(1ms, "1ms"), std::pair(1500ms, "1500ms"), std::pair(30'000ms, "30s"),
          std::pair(90'000ms, "90s"), std::pair(120'000ms, "2m"), std::pair(3'600'000ms, "1h")}) {
        EXPECT_EQ(print_duration(value), text);
        EXPECT_EQ(parse_duration(text, 1ms), value);
    }
    for (const auto& [value, text] :
         {std::pair(0ULL, "0"), std::pair(1000ULL, "1000"), std::pair(1024ULL, "1KiB"), std::pair(1536ULL, "1536"),
          std::pair(8ULL << 20U, "8MiB"), std::pair(1ULL << 30U, "1GiB"), std::pair(4032ULL << 10U, "4032KiB")}) {
        EXPECT_EQ(print_bytes(value), text);
        EXPECT_EQ(parse_bytes(text), value);
    }
    for (const double value : {0.0, 0.1, 1.0, 2.5, 1e-9, 1e300})
        EXPECT_EQ(parse_double(print_number(value)), value);
    EXPECT_EQ(print_numbers({1, 2.5}), "1,2.5");
    EXPECT_EQ(print_numbers({}), "");
    EXPECT_EQ(print_duration(-5ms), "-5ms");
    EXPECT_EQ(print_bool(true), "true");
}

TEST(ValueFormTest, ChecksLimitsInTheUnitOfTheForm) {
    const ValueForm duration{.kind = ValueKind::Duration, .least = 1'000, .step = 1'000, .unit = 1s};
    for (const char* good : {"1", "1s", " 2s ", "1m", "2000ms"})
        EXPECT_TRUE(is_in_range(duration, good)) << good;
    for (const char* bad : {"0", "999ms", "1500ms", "0.5s"})
        EXPECT_FALSE(is_in_range(duration, bad)) << bad;
    const ValueForm bytes{.kind = ValueKind::Bytes, .least = 1024, .most = 2048};
    EXPECT_TRUE(is_in_range(bytes, "1K") && is_in_range(bytes, "2KiB"));
    EXPECT_FALSE(is_in_range(bytes, "1023") || is_in_range(bytes, "2049"));
    EXPECT_TRUE(is_above_range(bytes, "2049"));
    EXPECT_FALSE(is_above_range(bytes, "2048") || is_above_range(bytes, "many"));
    EXPECT_TRUE(is_in_range(bytes, "many")) << "what is no number is the option's to refuse";
}

}  // namespace
}  // namespace telemetryflow::config

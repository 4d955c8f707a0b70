#include "durability/about.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::durability {
namespace {

About example() {
    return {.resource = std::string("\x0A\x00\n end\n", 7),
            .scopes = std::string("\x0A\x00", 2),
            .instance_id = "ab\ncd",
            .boot_id = "boot"};
}

TEST(AboutTest, ReadsBackWhateverBytesItHas) {
    for (const About& about : {example(), About{}}) {
        const std::optional<About> read = About::from_text(about.to_text());
        ASSERT_TRUE(read.has_value());
        EXPECT_EQ(read->resource, about.resource);
        EXPECT_EQ(read->scopes, about.scopes);
        EXPECT_EQ(read->instance_id, about.instance_id);
        EXPECT_EQ(read->boot_id, about.boot_id);
    }
}

TEST(AboutTest, ReadsNothingOfWhatIsNotWhole) {
    const std::string text = example().to_text();
    for (std::size_t size = 0; size < text.size(); ++size)
        EXPECT_FALSE(About::from_text(text.substr(0, size))) << size;
    EXPECT_FALSE(About::from_text(text + "more"));
    EXPECT_FALSE(About::from_text("telemetryflow state 1\n" + text.substr(text.find('\n') + 1)));
}

TEST(AboutTest, IsNotMisledByLengths) {
    for (const char* size : {"99999999999999999999999", "18446744073709551615", "-1", "", "7x"}) {
        EXPECT_FALSE(About::from_text("telemetryflow state 2\nresource " + std::string(size) + "\nabc\n")) << size;
    }
}

}  // namespace
}  // namespace telemetryflow::durability

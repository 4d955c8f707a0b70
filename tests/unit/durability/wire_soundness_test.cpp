#include "durability/wire_soundness.hpp"

#include <string>

#include <gtest/gtest.h>

namespace telemetryflow::durability {
namespace {

using namespace std::string_literals;

TEST(WireSoundnessTest, TakesWholeFieldsOfEveryType) {
    EXPECT_TRUE(is_sound_wire(""));
    EXPECT_TRUE(is_sound_wire("\x08\x96\x01"s)) << "a varint";
    EXPECT_TRUE(
        is_sound_wire("\x09"
                      "12345678"s));
    EXPECT_TRUE(
        is_sound_wire("\x12\x03"
                      "abc\x1D"
                      "1234"s));
}

TEST(WireSoundnessTest, RefusesEveryPartOfAFieldAndWhatIsNone) {
    const std::string whole =
        "\x12\x03"s
        "abc";
    for (std::size_t size = 1; size < whole.size(); ++size)
        EXPECT_FALSE(is_sound_wire(whole.substr(0, size))) << size;
    EXPECT_FALSE(is_sound_wire("\x00"s)) << "number 0: what a lost page is full of";
    EXPECT_FALSE(is_sound_wire("\x0B"s)) << "a group";
    EXPECT_FALSE(is_sound_wire("\x0F"s)) << "a type that there is not";
    EXPECT_FALSE(is_sound_wire(std::string(11, '\xFF'))) << "a varint without an end";
    EXPECT_FALSE(is_sound_wire("\x12\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"s)) << "a length beyond everything";
}

TEST(WireSoundnessTest, AnElementIsOneFieldOfBytesAndNothingElse) {
    EXPECT_TRUE(is_sound_element("\x12\x02\x08\x01"s));
    EXPECT_TRUE(is_sound_element("\x12\x00"s));
    EXPECT_FALSE(is_sound_element("\x12\x02\x08\x01\x08"s)) << "something behind it";
    EXPECT_FALSE(is_sound_element("\x12\x03\x08\x01"s)) << "less than it says";
    EXPECT_FALSE(is_sound_element("\x12\x02\x00\x00"s)) << "zeros in it";
    EXPECT_FALSE(is_sound_element("\x08\x01"s));
    EXPECT_FALSE(is_sound_element(""));
}

}  // namespace
}  // namespace telemetryflow::durability

#include "hot/attribute_encoder.hpp"

#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wire_reader.hpp"

namespace telemetryflow::hot {
namespace {

using wire_reader::KeyValue;

class AttributeEncoderTest : public testing::Test {
protected:
    static constexpr std::uint32_t kField = 9;
    const std::string replacement_ = "\xEF\xBF\xBD";  // U+FFFD

    bool append(const Attributes& attributes) {
        AttributeEncoder encoder(limits_, edits_);
        return encoder.append(out_, kField, attributes, progress_);
    }
    std::vector<KeyValue> written() {
        EXPECT_EQ(wire_reader::all(wire_reader::read(out_.view()), kField).size(),
                  wire_reader::read(out_.view()).size());
        return wire_reader::attributes(out_.view(), kField);
    }
    // "key=value" of every attribute, for string and integer values.
    std::vector<std::string> pairs() {
        std::vector<std::string> texts;
        for (const KeyValue& pair : written())
            texts.push_back(pair.key + "=" +
                            (pair.value.number == 1 ? pair.value.bytes : std::to_string(pair.value.value)));
        return texts;
    }
    // The elements of the only attribute, an array.
    std::vector<wire_reader::Field> elements() {
        const std::vector<KeyValue> all = written();
        std::vector<wire_reader::Field> found;
        EXPECT_EQ(all.size(), 1U);
        EXPECT_EQ(all[0].value.number, 5U);
        for (const wire_reader::Field& element : wire_reader::read(all[0].value.bytes)) {
            EXPECT_EQ(element.number, 1U);
            found.push_back(wire_reader::read(element.bytes).at(0));
        }
        return found;
    }

    RecordingLimits limits_;
    EditCounts edits_;
    ByteBuffer out_;
    AttributeEncoder::Progress progress_;
};

using Strings = std::vector<std::string>;

TEST_F(AttributeEncoderTest, WritesScalarsAsTheirFieldOfAnyValue) {
    ASSERT_TRUE(append({{"s", "text"}, {"t", true}, {"f", false}, {"i", -1}, {"d", -0.5}}));
    const std::vector<KeyValue> all = written();
    ASSERT_EQ(all.size(), 5U);
    EXPECT_EQ(all[0].value.number, 1U);
    EXPECT_EQ(all[0].value.bytes, "text");
    EXPECT_EQ(all[1].value.number, 2U);
    EXPECT_EQ(all[1].value.value, 1U);
    EXPECT_EQ(all[2].value.number, 2U) << "false must be there and not left out";
    EXPECT_EQ(all[2].value.value, 0U);
    EXPECT_EQ(all[3].value.number, 3U);
    EXPECT_EQ(static_cast<std::int64_t>(all[3].value.value), -1);
    EXPECT_EQ(all[4].value.number, 4U);
    EXPECT_EQ(all[4].value.as_double(), -0.5);
    EXPECT_EQ(progress_.count, 5U);
    EXPECT_EQ(progress_.dropped, 0U);
}

TEST_F(AttributeEncoderTest, WritesIntegersOfEveryVarintLength) {
    std::vector<std::int64_t> numbers{0, -1, std::numeric_limits<std::int64_t>::min(),
                                      std::numeric_limits<std::int64_t>::max()};
    for (unsigned bit = 0; bit < 63; ++bit) {
        numbers.push_back(std::int64_t{1} << bit);
        numbers.push_back((std::int64_t{1} << bit) - 1);
    }
    for (const std::int64_t number : numbers) {
        out_.clear();
        progress_ = {};
        ASSERT_TRUE(append({{"n", number}}));
        ASSERT_EQ(written().size(), 1U);
        EXPECT_EQ(static_cast<std::int64_t>(written()[0].value.value), number);
    }
    out_.clear();
    progress_ = {};
    ASSERT_TRUE(append({{"n", std::span<const std::int64_t>(numbers)}}));
    const auto all = elements();
    ASSERT_EQ(all.size(), numbers.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        EXPECT_EQ(static_cast<std::int64_t>(all[i].value), numbers[i]);
}

TEST_F(AttributeEncoderTest, WritesStringsAndKeysAcrossEveryLengthBorder) {
    for (std::size_t size = 0; size <= 300; ++size) {
        const std::string text(size, 'v');
        const std::string key(std::min<std::size_t>(size + 1, RecordingLimits::kKeyLength), 'k');
        out_.clear();
        progress_ = {};
        ASSERT_TRUE(append({{"value", text}, {key, 1}, {"last", 2}}));
        const std::vector<KeyValue> all = written();
        ASSERT_EQ(all.size(), 3U) << size;
        EXPECT_EQ(all[0].value.bytes, text);
        EXPECT_EQ(all[0].value.number, 1U);
        EXPECT_EQ(all[1].key, key);
        EXPECT_EQ(all[2].key, "last");
    }
    EXPECT_EQ(edits_.truncated_strings, 0U);
}

TEST_F(AttributeEncoderTest, FindsADuplicateBehindValuesOfEveryLength) {
    for (std::size_t size = 0; size <= 300; ++size) {
        const std::string text(size, 'v');
        out_.clear();
        progress_ = {};
        ASSERT_TRUE(append({{"value", text}, {"again", 1}, {"again", 2}, {"value", "end"}}));
        ASSERT_EQ(pairs(), (Strings{"again=2", "value=end"})) << size;
        ASSERT_EQ(progress_.count, 2U);
    }
}

TEST_F(AttributeEncoderTest, ReplacesADuplicateWhereverItStands) {
    const Strings keys{"first", "second", "third", "fourth", "fifth"};
    for (std::size_t repeated = 0; repeated < keys.size(); ++repeated) {
        out_.clear();
        progress_ = {};
        for (const std::string& key : keys)
            ASSERT_TRUE(append({{key, "old"}}));
        ASSERT_TRUE(append({{keys[repeated], "a longer new value"}}));
        Strings expected;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (i != repeated) expected.push_back(keys[i] + "=old");
        }
        expected.push_back(keys[repeated] + "=a longer new value");
        EXPECT_EQ(pairs(), expected);
        EXPECT_EQ(progress_.count, keys.size());
        EXPECT_EQ(progress_.dropped, 0U) << "a value that was replaced is not lost";
    }
}

TEST_F(AttributeEncoderTest, KeepsKeysUniqueWhileTheBufferGrows) {
    limits_.attribute_count = 1000;
    Strings keys;
    for (int i = 0; i < 200; ++i)
        keys.push_back("attribute.number." + std::to_string(i));
    for (const int round : {1, 2, 3}) {
        for (const std::string& key : keys)
            ASSERT_TRUE(append({{key, round}}));
    }
    Strings expected;
    for (const std::string& key : keys)
        expected.push_back(key + "=3");
    EXPECT_EQ(pairs(), expected);
    EXPECT_EQ(progress_.count, keys.size());
}

TEST_F(AttributeEncoderTest, WritesASetOfNothingIntoNothing) {
    EXPECT_TRUE(append({}));
    EXPECT_TRUE(out_.empty());
}

TEST_F(AttributeEncoderTest, AsksForMoreRoomAtEveryAttributeThatIsNotPlain) {
    limits_.attribute_value_length = 1U << 20U;
    const std::string plain(100, 'p');
    const std::string longer(5000, 'l');
    const std::string umlaut = "\xC3\xA4";
    const std::vector<std::string_view> array(300, "element");
    for (std::size_t place = 0; place < 16; ++place) {
        out_.trim(0);
        progress_ = {};
        std::vector<Attribute> attributes;
        Strings keys;
        for (std::size_t i = 0; i < 16; ++i)
            keys.push_back("key." + std::to_string(i));
        for (std::size_t i = 0; i < 16; ++i)
            attributes.push_back({keys[i], i % 5 == 4 ? std::string_view(umlaut) : std::string_view(plain)});
        attributes[place].value = std::string_view(longer);
        attributes[15 - place].value = AttributeValue(array);
        ASSERT_TRUE(append(attributes));
        const std::vector<KeyValue> all = written();
        ASSERT_EQ(all.size(), 16U);
        for (std::size_t i = 0; i < 16; ++i) {
            EXPECT_EQ(all[i].key, keys[i]);
            if (i == 15 - place) {
                EXPECT_EQ(wire_reader::read(all[i].value.bytes).size(), array.size());
            } else {
                EXPECT_EQ(all[i].value.bytes, i == place ? longer : i % 5 == 4 ? umlaut : plain);
            }
        }
    }
}

TEST_F(AttributeEncoderTest, TellsKeysWithEqualEndsAndLengthsApart) {
    limits_.attribute_count = 1000;
    // Equal length, equal first and last eight bytes: only a look at the bytes tells them apart.
    for (const char c : std::string("abcdefgh"))
        ASSERT_TRUE(append({{"http.req" + std::string(1, c) + "uest.url", 1}}));
    ASSERT_TRUE(append({{"a", 1}, {"b", 1}, {"aa", 1}, {"aaa", 1}, {"aba", 1}, {"aaaa", 1}}));
    EXPECT_EQ(written().size(), 14U);
    ASSERT_TRUE(append({{"http.reqcuest.url", 2}, {"aba", 2}, {"b", 2}}));
    EXPECT_EQ(written().size(), 14U);
    EXPECT_EQ(pairs().back(), "b=2");
}

TEST_F(AttributeEncoderTest, LeavesOutWhatIsOverTheCountLimitButStillReplaces) {
    limits_.attribute_count = 2;
    ASSERT_TRUE(append({{"a", 1}, {"b", 1}, {"c", 1}, {"a", 2}, {"d", 1}}));
    EXPECT_EQ(pairs(), (Strings{"b=1", "a=2"}));
    EXPECT_EQ(progress_.count, 2U);
    EXPECT_EQ(progress_.dropped, 2U);
    EXPECT_EQ(edits_.dropped_attributes, 2U);
}

TEST_F(AttributeEncoderTest, WritesNothingWithALimitOfZero) {
    limits_.attribute_count = 0;
    ASSERT_TRUE(append({{"a", 1}, {"a", 2}}));
    EXPECT_TRUE(out_.empty());
    EXPECT_EQ(progress_.dropped, 2U);
}

TEST_F(AttributeEncoderTest, LeavesOutAnAttributeWithoutAKey) {
    ASSERT_TRUE(append({{"", "lost"}, {"a", 1}, {std::string_view(), 2}}));
    EXPECT_EQ(pairs(), Strings{"a=1"});
    EXPECT_EQ(progress_.dropped, 2U);
    EXPECT_EQ(edits_.dropped_attributes, 2U);
}

TEST_F(AttributeEncoderTest, ComparesKeysAsTheyAreWritten) {
    // Each of these becomes the same key once repaired.
    ASSERT_TRUE(append({{"k\xFF", 1}, {"other", 1}, {"k\xFE", 2}, {"k" + replacement_, 3}, {"k\x80", 4}}));
    EXPECT_EQ(pairs(), (Strings{"other=1", "k" + replacement_ + "=4"}));
    EXPECT_EQ(progress_.count, 2U);
    EXPECT_EQ(edits_.repaired_strings, 3U);
}

TEST_F(AttributeEncoderTest, RepairsAKeyOfTheGreatestLength) {
    const std::string bad(RecordingLimits::kKeyLength, '\xFF');
    ASSERT_TRUE(append({{bad, 1}, {bad, 2}}));
    const std::vector<KeyValue> all = written();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].key.size(), 3 * bad.size());
    EXPECT_EQ(all[0].value.value, 2U);
}

TEST_F(AttributeEncoderTest, CutsLongKeysAndThenTakesThemForEqual) {
    const std::string start(RecordingLimits::kKeyLength, 'k');
    ASSERT_TRUE(append({{start + "one", 1}, {start + "two", 2}, {start, 3}}));
    EXPECT_EQ(pairs(), Strings{start + "=3"});
    EXPECT_EQ(edits_.truncated_strings, 2U);
}

TEST_F(AttributeEncoderTest, CutsStringsBetweenCharacters) {
    limits_.attribute_value_length = 4;
    ASSERT_TRUE(append({{"fits", "abcd"}, {"long", "abcde"}, {"cut", "abc\xC3\xA9"}, {"kept", "ab\xC3\xA9"}}));
    EXPECT_EQ(pairs(), (Strings{"fits=abcd", "long=abcd", "cut=abc", "kept=ab\xC3\xA9"}));
    EXPECT_EQ(edits_.truncated_strings, 2U);
    EXPECT_EQ(edits_.repaired_strings, 0U) << "a cut must not make a string ill-formed";
}

TEST_F(AttributeEncoderTest, RepairsValuesAndKeepsLengthsRight) {
    for (std::size_t size = 0; size < 140; ++size) {
        out_.clear();
        progress_ = {};
        ASSERT_TRUE(append({{"a", std::string(size, 'x') + "\xC3"}, {"b", 1}}));
        EXPECT_EQ(pairs(), (Strings{"a=" + std::string(size, 'x') + replacement_, "b=1"}));
    }
    EXPECT_EQ(edits_.repaired_strings, 140U);
}

TEST_F(AttributeEncoderTest, WritesArraysOfNumbersAndBooleans) {
    const bool booleans[] = {true, false, true};
    ASSERT_TRUE(append({{"a", std::span<const bool>(booleans)}}));
    ASSERT_EQ(elements().size(), 3U);
    EXPECT_EQ(elements()[0].number, 2U);
    EXPECT_EQ(elements()[0].value, 1U);
    EXPECT_EQ(elements()[1].value, 0U);

    const std::vector<double> doubles{0, -1.5, std::numeric_limits<double>::infinity()};
    ASSERT_TRUE(append({{"a", std::span<const double>(doubles)}}));
    ASSERT_EQ(elements().size(), 3U);
    EXPECT_EQ(elements()[1].number, 4U);
    EXPECT_EQ(elements()[1].as_double(), -1.5);
    EXPECT_EQ(elements()[2].as_double(), doubles[2]);

    const std::vector<std::int32_t> integers{0, -1, 127, 128, std::numeric_limits<std::int32_t>::min()};
    ASSERT_TRUE(append({{"a", std::span<const std::int32_t>(integers)}}));
    ASSERT_EQ(elements().size(), integers.size());
    for (std::size_t i = 0; i < integers.size(); ++i) {
        EXPECT_EQ(elements()[i].number, 3U);
        EXPECT_EQ(static_cast<std::int64_t>(elements()[i].value), integers[i]);
    }
}

TEST_F(AttributeEncoderTest, WritesArraysOfStringsCutAndRepaired) {
    limits_.attribute_value_length = 200;
    const Strings owned{"", "one", std::string(126, 'b'), std::string(201, 'c'), "\xFF"};
    const std::vector<std::string_view> views(owned.begin(), owned.end());
    const Strings expected{"", "one", owned[2], std::string(200, 'c'), replacement_};
    for (const AttributeValue& value : {AttributeValue(std::span<const std::string>(owned)),
                                        AttributeValue(std::span<const std::string_view>(views))}) {
        ASSERT_TRUE(append({{"a", value}}));
        Strings found;
        for (const wire_reader::Field& element : elements()) {
            EXPECT_EQ(element.number, 1U);
            found.push_back(element.bytes);
        }
        EXPECT_EQ(found, expected);
    }
    EXPECT_EQ(edits_.truncated_strings, 2U);
    EXPECT_EQ(edits_.repaired_strings, 2U);
}

TEST_F(AttributeEncoderTest, WritesAnEmptyArrayAsAnArray) {
    ASSERT_TRUE(append({{"a", std::span<const double>()}, {"b", 1}}));
    const std::vector<KeyValue> all = written();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].value.number, 5U);
    EXPECT_EQ(all[0].value.bytes, "");
}

TEST_F(AttributeEncoderTest, WritesAnEmptyStringOnlyWhereItHasToBeThere) {
    AttributeEncoder encoder(limits_, edits_);
    ASSERT_TRUE(encoder.append_text(out_, 3, "", 10));
    ASSERT_TRUE(encoder.append_text(out_, 3, "\xC3\xA9", 1)) << "nothing is left of a cut character";
    EXPECT_TRUE(out_.empty());
    ASSERT_TRUE(encoder.append_string(out_, 3, "", 10));
    ASSERT_TRUE(encoder.append_text(out_, 16, "abcdef", 5));
    const auto fields = wire_reader::read(out_.view());
    ASSERT_EQ(fields.size(), 2U);
    EXPECT_EQ(fields[0].number, 3U);
    EXPECT_EQ(fields[0].bytes, "");
    EXPECT_EQ(fields[1].number, 16U);
    EXPECT_EQ(fields[1].bytes, "abcde");
    EXPECT_EQ(edits_.truncated_strings, 2U);
}

}  // namespace
}  // namespace telemetryflow::hot

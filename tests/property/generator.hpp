#pragma once

// Random inputs that are the same for the same seed on every machine: only the engine of <random> is used, because the
// distributions of standard libraries differ.

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "property/owned_attributes.hpp"

namespace telemetryflow::tests::property {

class Generator {
public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    [[nodiscard]] std::uint64_t bits() { return random_(); }
    /// From 0 to `end` - 1.
    [[nodiscard]] std::uint64_t below(std::uint64_t end) { return random_() % end; }
    /// From `first` to `last`, both included.
    [[nodiscard]] std::uint64_t between(std::uint64_t first, std::uint64_t last) {
        return first + below(last - first + 1);
    }
    [[nodiscard]] bool chance(unsigned percent) { return below(100) < percent; }

    template <class Container>
    [[nodiscard]] const auto& one_of(const Container& container) {
        return container[below(std::size(container))];
    }

    /// Text of about `size` bytes of one kind: ASCII, characters of one to four bytes, or bytes that are not UTF-8.
    [[nodiscard]] std::string text_of_size(std::size_t size) {
        const std::uint64_t kind = below(6);
        std::string text;
        while (text.size() < size) {
            switch (kind) {
                case 0:
                case 1: text += static_cast<char>(between(0x20, 0x7E)); break;
                case 2: append_character(text); break;
                case 3: text += static_cast<char>(below(256)); break;
                case 4:
                    // Well-formed text with a flaw here and there: the flaws sit at every distance from a cut.
                    if (chance(80))
                        append_character(text);
                    else
                        text += one_of(std::vector<std::string>{"\x80", "\xC0", "\xE2\x82", "\xED\xA0\x80", "\xF0\x9F",
                                                                "\xF4\x90\x80\x80", "\xFF", std::string(1, '\0')});
                    break;
                default: text += chance(90) ? static_cast<char>(between('a', 'z')) : '\0'; break;
            }
        }
        return text;
    }

    /// Often short, sometimes empty, now and then up to `longest` bytes.
    [[nodiscard]] std::string text(std::size_t longest) {
        if (chance(8)) return {};
        return text_of_size(chance(80) ? between(1, std::min<std::size_t>(longest, 24)) : between(1, longest));
    }

    /// From a small pool, so that keys repeat, or anything.
    [[nodiscard]] std::string key() {
        static const std::vector<std::string> common{"a",
                                                     "http.request.method",
                                                     "\xC3\xA9t\xC3\xA9",
                                                     "\xFF",
                                                     "k\xEF\xBF\xBD",
                                                     "k\xFF",
                                                     "k\xE2\x82",
                                                     "b",
                                                     "c",
                                                     "user.id",
                                                     "z",
                                                     std::string("n\0l", 3)};
        if (chance(70)) return one_of(common);
        return text(300);
    }

    [[nodiscard]] std::int64_t integer() {
        static const std::vector<std::int64_t> special{0,
                                                       1,
                                                       -1,
                                                       127,
                                                       128,
                                                       16'384,
                                                       std::numeric_limits<std::int64_t>::max(),
                                                       std::numeric_limits<std::int64_t>::min()};
        return chance(50) ? one_of(special) : static_cast<std::int64_t>(bits() >> below(64));
    }

    /// Any double, the special ones included.
    [[nodiscard]] double real() {
        static const std::vector<double> special{0.0,
                                                 -0.0,
                                                 1.5,
                                                 std::numeric_limits<double>::denorm_min(),
                                                 std::numeric_limits<double>::max(),
                                                 std::numeric_limits<double>::lowest(),
                                                 std::numeric_limits<double>::infinity(),
                                                 -std::numeric_limits<double>::infinity(),
                                                 std::numeric_limits<double>::quiet_NaN()};
        return chance(50) ? one_of(special) : std::bit_cast<double>(bits());
    }

    [[nodiscard]] OwnedValue value(std::size_t longest_text) {
        const auto many = [this](auto&& make) {
            std::vector<decltype(make())> elements;
            for (std::uint64_t left = below(6); left > 0; --left)
                elements.push_back(make());
            return elements;
        };
        switch (below(12)) {
            case 0: return chance(50);
            case 1: return integer();
            case 2: return real();
            case 3: {
                Bools bools;
                bools.size = below(bools.items.size() + 1);
                for (bool& item : bools.items)
                    item = chance(50);
                return bools;
            }
            case 4: return many([this] { return static_cast<std::int32_t>(integer()); });
            case 5: return many([this] { return integer(); });
            case 6: return many([this] { return real(); });
            case 7: return many([&] { return text(longest_text); });
            case 8: return StringViews(many([&] { return text(longest_text); }));
            default: return text(longest_text);
        }
    }

    [[nodiscard]] OwnedAttributes attributes(std::size_t most, std::size_t longest_text) {
        OwnedAttributes attributes;
        for (std::uint64_t left = below(most + 1); left > 0; --left)
            attributes.items.emplace_back(key(), value(longest_text));
        return attributes;
    }

private:
    void append_character(std::string& text) {
        static const std::vector<std::string> characters{"a",
                                                         "\xC2\x80",
                                                         "\xDF\xBF",
                                                         "\xC3\xA9",
                                                         "\xE0\xA0\x80",
                                                         "\xE2\x82\xAC",
                                                         "\xED\x9F\xBF",
                                                         "\xEE\x80\x80",
                                                         "\xEF\xBF\xBF",
                                                         "\xF0\x90\x80\x80",
                                                         "\xF0\x9F\x98\x80",
                                                         "\xF4\x8F\xBF\xBF"};
        text += one_of(characters);
    }

    std::mt19937_64 random_;
};

/// Runs `check(Generator&)` for every seed: the one in TF_PROPERTY_SEED, or a fixed few. A failure tells its seed.
template <class Check>
void for_each_seed(Check&& check) {
    std::vector<std::uint64_t> seeds{1, 20'260'101, 0xC0FFEE};
    if (const char* given = std::getenv("TF_PROPERTY_SEED")) seeds = {std::strtoull(given, nullptr, 0)};
    for (const std::uint64_t seed : seeds) {
        SCOPED_TRACE("TF_PROPERTY_SEED=" + std::to_string(seed));
        Generator generator(seed);
        check(generator);
        if (::testing::Test::HasFatalFailure()) return;
    }
}

}  // namespace telemetryflow::tests::property

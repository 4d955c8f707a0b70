#include "infrastructure/resource/instance_id.hpp"

#include <array>
#include <memory>
#include <random>

#include "process/made_once.hpp"

namespace telemetryflow::resource {
namespace {

using Words = std::array<std::uint32_t, 4>;

std::unique_ptr<const Words> random_words() {
    std::random_device device;
    return std::make_unique<const Words>(Words{device(), device(), device(), device()});
}

// One seed for the process and all its children, told apart by their ids.
constinit process::MadeOnce<const Words> g_seed;

}  // namespace

std::string instance_id(std::int64_t process_id) {
    Words words = g_seed.get(random_words);
    words[0] ^= static_cast<std::uint32_t>(process_id);
    words[1] = (words[1] & 0xFFFF0FFFU) | 0x00004000U;  // version 4
    words[2] = (words[2] & 0x3FFFFFFFU) | 0x80000000U;  // variant of RFC 9562
    constexpr char kHex[] = "0123456789abcdef";
    std::string id;
    for (const auto word : words) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            if (id.size() == 8 || id.size() == 13 || id.size() == 18 || id.size() == 23) id += '-';
            id += kHex[(word >> static_cast<unsigned>(shift)) & 0x0FU];
        }
    }
    return id;
}

}  // namespace telemetryflow::resource

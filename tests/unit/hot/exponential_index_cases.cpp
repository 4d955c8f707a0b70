// Answers exponential_index_oracle.py: for each line with a scale and the bits of a double, the index.

#include <bit>
#include <cstdint>
#include <iostream>

#include "hot/exponential_index.hpp"

int main() {
    std::int32_t scale = 0;
    std::uint64_t bits = 0;
    while (std::cin >> scale >> bits)
        std::cout << telemetryflow::hot::exponential_index(std::bit_cast<double>(bits), scale) << '\n';
}

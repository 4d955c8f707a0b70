// What the others are compared with: a program that does nothing.

#include <iostream>

#include "memory/resident.hpp"

int main() {
    const auto resident = telemetryflow::bench::resident_bytes();
    std::cout << resident.all << ' ' << resident.anonymous << '\n';
}

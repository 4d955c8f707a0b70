// What the others are compared with: a program that does nothing.

#include <iostream>

#include "memory/resident.hpp"

int main() {
    std::cout << telemetryflow::bench::resident_bytes() << '\n';
}

#pragma once

// One file that includes what a program needs and nothing else, compiled and preprocessed as its user would: g++
// -std=c++20 without any other option than where headers are.

#include <cstddef>
#include <string>
#include <vector>

namespace telemetryflow::bench {

struct TranslationUnit {
    std::string op;
    std::string subject;
    std::vector<std::string> includes;
    std::vector<std::string> options;

    /// Compiles it and returns the CPU seconds that it took. Throws std::runtime_error when it does not compile.
    [[nodiscard]] double compile_cpu_s() const;
    /// Returns the lines that the preprocessor makes of it, as -E counts them.
    [[nodiscard]] std::size_t preprocessed_lines() const;
};

/// Ours, and the peer's where it is installed.
[[nodiscard]] std::vector<TranslationUnit> all_translation_units();

}  // namespace telemetryflow::bench

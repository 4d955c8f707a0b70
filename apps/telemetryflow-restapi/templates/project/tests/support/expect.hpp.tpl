#pragma once

// What the tests of this project expect.

#include <iostream>
#include <string>

namespace @{module} {

/// What has failed so far: the exit code of a test.
inline int failures = 0;

inline void expect(bool holds, const std::string& what) {
    if (holds) return;
    std::cerr << "FAILED: " << what << '\n';
    failures = 1;
}

}  // namespace @{module}

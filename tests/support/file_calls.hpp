#pragma once

// Sees each call that opens, reads or changes files before it is made, and may make it fail. Of the code that is linked
// into the test's program, that is: the linker puts these in front of the C library's functions (tf_test_file_calls).
// One at a time may watch, from its construction to its end: the calls of its own thread, or of all, which may be at
// once then.

#include <cstddef>

#include "support/file_call.hpp"

namespace telemetryflow::test {

class FileCalls {
public:
    struct Answer {
        int error = 0;               // errno that the call fails with; 0: it is made
        std::size_t shorter_by = 0;  // bytes of a Write that the system does not take
        bool is_skipped = false;     // the call succeeds without being made, which a Sync may
    };

    enum class Threads { Own, All };

    FileCalls(const FileCalls&) = delete;
    FileCalls& operator=(const FileCalls&) = delete;
    virtual ~FileCalls();

    virtual Answer before(const FileCall& call) = 0;
    /// It was made and went well: with `result`, a descriptor, a number of bytes or 0.
    virtual void after(const FileCall& /*call*/, ssize_t /*result*/) {}

protected:
    explicit FileCalls(Threads threads = Threads::Own);
};

}  // namespace telemetryflow::test

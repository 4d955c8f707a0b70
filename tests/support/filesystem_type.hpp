#pragma once

// Has fstatfs() tell another type of filesystem, as long as it lives, on every thread. Of the code that is linked into
// the test's program (tf_test_file_calls). One at a time.

namespace telemetryflow::test {

class FilesystemType {
public:
    static constexpr long kNfs = 0x6969;

    /// A type as in statfs(2).
    explicit FilesystemType(long type);
    ~FilesystemType();
    FilesystemType(const FilesystemType&) = delete;
    FilesystemType& operator=(const FilesystemType&) = delete;
};

}  // namespace telemetryflow::test

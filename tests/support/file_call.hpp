#pragma once

// One call that opens, reads or changes files, as it is made. A value that lives as long as the call.

#include <cstdint>
#include <string_view>

#include <sys/types.h>

namespace telemetryflow::test {

struct FileCall {
    enum class Kind : std::uint8_t { Open, MakeFolder, Read, Write, Allocate, Truncate, Sync, Rename, Unlink };

    Kind kind;
    int fd = -1;                 // the file, or the folder that `name` lies in; -1: `name` is a path
    std::string_view name{};     // of Open, MakeFolder, Rename and Unlink
    int to_fd = -1;              // of Rename: the other folder,
    std::string_view to_name{};  // and the name there
    std::string_view bytes{};    // of Write: all that are to be written
    off_t at = 0;                // of Write: where; of Truncate and Allocate: the new size
    bool makes_file = false;     // of Open: O_CREAT
    bool is_of_folder = false;   // of Unlink: AT_REMOVEDIR
};

}  // namespace telemetryflow::test

#pragma once

// A database for one test: a file in a new folder, both of which go with it.

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace @{module} {

class TestDatabase {
public:
    TestDatabase() {
        if (mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("cannot make a folder in " + folder_);
    }
    ~TestDatabase() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    [[nodiscard]] std::string url() const { return folder_ + "/test.db"; }

private:
    std::string folder_ = (std::filesystem::temp_directory_path() / "@{identifier}-XXXXXX").string();
};

}  // namespace @{module}

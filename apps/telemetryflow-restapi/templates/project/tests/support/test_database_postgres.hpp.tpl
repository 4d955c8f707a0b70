#pragma once

// A database for one test: a schema of its own in the database that TEST_DATABASE_URL names, which goes with it. The
// test is skipped when the variable is not set.

#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

#include <pqxx/pqxx>

namespace @{module} {

class TestDatabase {
public:
    TestDatabase() { run("CREATE SCHEMA " + schema_); }
    ~TestDatabase() {
        try {
            run("DROP SCHEMA " + schema_ + " CASCADE");
        } catch (const std::exception& error) {
            std::cerr << "the schema " << schema_ << " is left behind: " << error.what() << '\n';
        }
    }
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    [[nodiscard]] std::string url() const { return base_ + " options=-csearch_path=" + schema_; }

private:
    void run(const std::string& sql) const {
        pqxx::connection connection(base_);
        pqxx::nontransaction(connection).exec(sql);
    }

    static std::string base() {
        const char* url = std::getenv("TEST_DATABASE_URL");
        if (url == nullptr) {
            std::cerr << "skipped: TEST_DATABASE_URL, such as \"dbname=test\", is not set\n";
            std::exit(77);
        }
        return url;
    }

    std::string base_ = base();
    std::string schema_ = "test_" + std::to_string(std::random_device()());
};

}  // namespace @{module}

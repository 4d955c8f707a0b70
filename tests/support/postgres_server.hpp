#pragma once

// PostgreSQL with a database folder of its own, reachable over a socket in it and nothing else. Runs as `nobody` where
// the test is root, as it refuses to be that itself.

#include <memory>
#include <string>

#include "support/server_process.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::test {

class PostgresServer {
public:
    /// `programs` is the folder of initdb and postgres. Throws std::runtime_error when it does not come up.
    explicit PostgresServer(const std::string& programs);
    ~PostgresServer();

    /// What PostgreSQL's clients take to connect to the database "postgres" as the user "tester".
    [[nodiscard]] std::string connection_string() const;
    [[nodiscard]] std::string socket_folder() const { return dir_.path(); }
    /// Ends it as a crash would, with what it holds.
    void stop();

private:
    TempDir dir_;
    std::unique_ptr<ServerProcess> process_;
};

}  // namespace telemetryflow::test

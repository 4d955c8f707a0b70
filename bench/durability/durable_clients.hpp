#pragma once

// The SDK in each mode of durability, as subjects to compare: that in memory is the one that the others are compared
// with. Files lie in a folder of their own, which is deleted at the end. Used by the main thread.

#include <array>
#include <memory>
#include <string>

#include "harness/loop_operation.hpp"
#include "ours/our_client.hpp"

namespace telemetryflow::bench {

class DurableClients {
public:
    DurableClients();
    ~DurableClients();
    DurableClients(const DurableClients&) = delete;
    DurableClients& operator=(const DurableClients&) = delete;

    /// A span and a log in every mode but sync.
    void add_operations(OperationList& list);
    [[nodiscard]] OurClient& sync() { return *sync_; }
    [[nodiscard]] const std::string& folder() const { return folder_; }

private:
    [[nodiscard]] std::unique_ptr<OurClient> client(Durability durability, std::string subject) const;

    std::string folder_;
    std::array<std::unique_ptr<OurClient>, 3> clients_;
    std::unique_ptr<OurClient> sync_;
};

}  // namespace telemetryflow::bench

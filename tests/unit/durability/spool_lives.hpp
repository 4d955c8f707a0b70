#pragma once

// Processes of one service that put batches on a disk and take them from it again, one process after another, each
// adopting what the others left. What every batch was, and whether it has to come back, is remembered beside them. Used
// by one thread.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "durability/dead_process.hpp"
#include "durability/process_directory.hpp"
#include "durability/spool.hpp"
#include "support/temp_dir.hpp"
#include "support/volatile_disk.hpp"

namespace telemetryflow::durability {

class SpoolLives {
public:
    /// What may happen in them.
    struct Weather {
        bool kills = true;
        bool power_failures = false;
        unsigned faults_one_in = 0;  // calls that fail; 0: none
        bool drops = false;          // the spool is small, and batches become too old
    };

    SpoolLives(unsigned seed, const Weather& weather);

    /// Does something at random. Faults of the spool are noted.
    void step();
    /// With a disk that works: has lives take all that is left.
    void finish();

    /// What is wrong, one line each.
    [[nodiscard]] const std::vector<std::string>& faults() const noexcept { return wrong_; }
    [[nodiscard]] std::uint64_t acknowledged() const noexcept { return acknowledged_; }
    [[nodiscard]] std::uint64_t ends() const noexcept { return ends_; }

private:
    using End = test::VolatileDisk::End;

    struct Batch {
        SignalType signal = SignalType::Logs;
        std::string elements;
        std::uint64_t items = 0;
        bool is_acknowledged = false;  // append() returned
        bool is_settled = false;       // and settle() too, and the power did not fail since
        unsigned given = 0;
    };

    void begin();
    // Says who it is, again when a client is started anew.
    void describe();
    // The life is over: another one begins with what is left.
    void end();
    void append();
    void take(Spool& spool, bool settles);
    void drop();
    // A spool of this life: its own, or one that a dead process left; null when it has none.
    Spool* any_spool();
    // Adds up what the spools lost, and deletes the folders of those that nothing is left of.
    void count();
    void count(Spool& spool);
    void check(const FrameHeader& header, const std::string& id, const std::string& elements);
    void check_bytes();
    [[nodiscard]] std::uint64_t missing_items() const;

    test::TempDir folder_ = test::TempDir::in_memory();
    const Weather weather_;
    std::mt19937 random_;
    test::VolatileDisk disk_;
    std::uint64_t now_ = std::uint64_t{1'000'000} << 20U;

    std::shared_ptr<const StateDirectory> state_;
    std::optional<ProcessDirectory> directory_;
    std::unique_ptr<Spool> spool_;
    std::vector<std::unique_ptr<DeadProcess>> dead_;

    std::map<std::string, Batch> batches_;  // by id
    std::uint64_t counted_ = 0;             // items that the spools counted as lost
    std::uint64_t acknowledged_ = 0;        // batches
    std::uint64_t ends_ = 0;
    std::vector<std::string> wrong_;
};

}  // namespace telemetryflow::durability

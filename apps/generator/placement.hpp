#pragma once

// Puts staged files into a folder that is there, and takes all of it back unless keep() was called. What it is about to
// do stands in the staging folder before it begins, so that a run that is killed is taken back by the next one. Used by
// one thread.

#include <filesystem>
#include <string>

#include "generator/plan.hpp"
#include "generator/staging_folder.hpp"

namespace telemetryflow::generator {

class Placement {
public:
    /// The files of `plan` that change lie in `staging` / kNew. Both outlive it. Throws GenerationError.
    Placement(const Plan& plan, StagingFolder& staging);
    ~Placement();
    Placement(const Placement&) = delete;
    Placement& operator=(const Placement&) = delete;

    /// Throws GenerationError that names the file that cannot be put in its place.
    void place_all();
    void keep();

    /// Takes back what runs that were killed began in `folder`, and deletes what they left there. Whether a file was
    /// changed by that. Throws GenerationError.
    static bool take_back_killed(const std::filesystem::path& folder);

    static constexpr const char* kNew = "new";

private:
    void place(const PlannedFile& file);

    const Plan& plan_;
    StagingFolder& staging_;
    bool kept_ = false;
};

}  // namespace telemetryflow::generator

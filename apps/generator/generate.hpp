#pragma once

// The end of every command that writes files: a plan is written, and what is to be done next is said.

#include <string>
#include <vector>

#include "generator/console.hpp"
#include "generator/generate_options.hpp"
#include "generator/plan.hpp"

namespace telemetryflow::generator {

/// Writes `plan`, unless --dry-run or --diff ask for less. Throws GenerationError, having written nothing, when files
/// differ that are there already and --force is not given, or when writing fails.
void apply(const Plan& plan, const GenerateOptions& options);

/// Says what was written, or would be. `next` are steps for the user, one command or sentence each.
void report(const Plan& plan, const GenerateOptions& options, const std::vector<std::string>& next,
            const Console& console);

}  // namespace telemetryflow::generator

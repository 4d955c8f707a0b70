#pragma once

// Writes a plan: all of it, or nothing. Everything is written to a folder beside first, and only renamed into place
// when it is complete; when a renaming fails, those before it are taken back.

#include "generator/interruption.hpp"
#include "generator/plan.hpp"

namespace telemetryflow::generator {

/// Writes what is not there yet, overwriting included. Throws GenerationError, and has changed nothing then.
void write_plan(const Plan& plan, const Interruption& interruption);

}  // namespace telemetryflow::generator

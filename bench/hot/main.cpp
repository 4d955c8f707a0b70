// What one recording call costs, for every kind of call. Takes Google Benchmark's options.

#include <iostream>
#include <string>

#include <benchmark/benchmark.h>

#include "hot/core_round_trip.hpp"

int main(int argc, char** argv) {
    using telemetryflow::bench::core_round_trip_ns;
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::AddCustomContext("core_round_trip_ns", std::to_string(core_round_trip_ns()));
    benchmark::AddCustomContext("time", "CPU time of the calling thread, per operation");
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    std::cerr << "core_round_trip_ns after the run: " << core_round_trip_ns() << '\n';
    return 0;
}

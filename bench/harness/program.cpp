#include "harness/program.hpp"

#include <exception>
#include <iostream>

#include "harness/count_mode.hpp"
#include "harness/schedule.hpp"

namespace telemetryflow::bench {
namespace {

int perform_named(const OperationList& operations, const Options& options) {
    for (const auto& operation : operations) {
        if (operation->name() != options.operation || operation->subject() != kOurs) continue;
        perform(*operation, options.count);
        return 0;
    }
    std::cerr << "no operation '" << options.operation << "'; --list prints what there is\n";
    return 2;
}

int measure(const char* bench, const OperationList& operations, const Options& options) {
    Schedule schedule(bench, operations, options);
    const Report report = schedule.run();
    report.print(std::cout);
    if (!options.json.empty()) report.write_json(options.json);
    return 0;
}

}  // namespace

int run_program(const char* bench, const OperationList& operations, const Options& options) {
    try {
        if (options.count > 0) return perform_named(operations, options);
        if (!options.list) return measure(bench, operations, options);
        for (const auto& operation : operations)
            std::cout << operation->subject() << ": " << operation->name() << '\n';
        return 0;
    } catch (const std::exception& error) {
        std::cerr << bench << ": " << error.what() << '\n';
        return 1;
    }
}

}  // namespace telemetryflow::bench

#pragma once

// `example TYPE`: a whole project of its own that shows one way of using the SDK. Owned by main(); one thread.

#include <string>

#include "generator/generate_options.hpp"
#include "generator/program.hpp"

namespace telemetryflow::gen {

class ExampleCommand {
public:
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program) const;

    generator::GenerateOptions options_;
    std::string type_;
    std::string project_;
    int port_ = 0;
    bool port_given_ = false;
};

}  // namespace telemetryflow::gen

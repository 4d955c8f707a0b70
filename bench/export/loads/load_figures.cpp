#include "export/loads/load_figures.hpp"

#include <sstream>
#include <stdexcept>

namespace telemetryflow::bench {

std::string LoadFigures::to_text() const {
    std::ostringstream out;
    out << complete << ' ' << start_ns << ' ' << process_cpu_s << ' ' << caller_cpu_s << ' ' << generator_cpu_s << ' '
        << created << ' ' << allocations << '\n';
    return out.str();
}

LoadFigures LoadFigures::from_text(const std::string& text) {
    LoadFigures figures;
    std::istringstream in(text);
    in >> figures.complete >> figures.start_ns >> figures.process_cpu_s >> figures.caller_cpu_s >>
        figures.generator_cpu_s >> figures.created >> figures.allocations;
    if (!in) throw std::runtime_error("a load program printed no figures but '" + text + "'");
    return figures;
}

}  // namespace telemetryflow::bench

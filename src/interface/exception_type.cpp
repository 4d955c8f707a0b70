#include "interface/exception_type.hpp"

#include <cstdlib>
#include <memory>
#include <typeinfo>

#include <cxxabi.h>

namespace telemetryflow {

std::string exception_type(const std::exception& exception) {
    const char* mangled = typeid(exception).name();
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> readable(abi::__cxa_demangle(mangled, nullptr, nullptr, &status),
                                                               &std::free);
    return status == 0 ? readable.get() : mangled;
}

}  // namespace telemetryflow

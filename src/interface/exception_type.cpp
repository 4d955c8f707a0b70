#include "interface/exception_type.hpp"

#include <cstdlib>
#include <memory>

#include <cxxabi.h>

namespace telemetryflow {

std::string exception_type(const std::exception& exception) {
    return type_name(typeid(exception));
}

std::string type_name(const std::type_info& type) {
    const char* mangled = type.name();
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> readable(abi::__cxa_demangle(mangled, nullptr, nullptr, &status),
                                                               &std::free);
    return status == 0 ? readable.get() : mangled;
}

}  // namespace telemetryflow

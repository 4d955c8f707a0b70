// Exceptions are named as people write their types.

#include "interface/exception_type.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace shop {

struct OutOfStock : std::runtime_error {
    using std::runtime_error::runtime_error;
};
template <class T>
struct Failed : std::exception {};

}  // namespace shop

namespace telemetryflow::tests {
namespace {

TEST(ExceptionTypeTest, NamesStandardExceptions) {
    EXPECT_EQ(exception_type(std::runtime_error("x")), "std::runtime_error");
    EXPECT_EQ(exception_type(std::exception()), "std::exception");
    EXPECT_EQ(exception_type(std::bad_alloc()), "std::bad_alloc");
}

TEST(ExceptionTypeTest, NamesTheProgramsOwnWithTheirNamespace) {
    EXPECT_EQ(exception_type(shop::OutOfStock("x")), "shop::OutOfStock");
    EXPECT_EQ(exception_type(shop::Failed<int>()), "shop::Failed<int>");
}

TEST(ExceptionTypeTest, NamesTheTypeThatWasThrownAndNotTheOneThatIsCaught) {
    try {
        throw shop::OutOfStock("x");
    } catch (const std::exception& error) {
        EXPECT_EQ(exception_type(error), "shop::OutOfStock");
    }
}

}  // namespace
}  // namespace telemetryflow::tests

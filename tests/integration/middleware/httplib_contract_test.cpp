// The contract of every adapter, kept by cpp-httplib's.

#include "integration/middleware/contract/middleware_contract.hpp"
#include "integration/middleware/httplib_app.hpp"

namespace telemetryflow::tests {

INSTANTIATE_TYPED_TEST_SUITE_P(Httplib, AnswersContract, HttplibApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Httplib, CallersContract, HttplibApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Httplib, ConnectionsContract, HttplibApp);

}  // namespace telemetryflow::tests

// The contract of every adapter, kept by Drogon's.

#include "integration/middleware/contract/middleware_contract.hpp"
#include "integration/middleware/drogon_app.hpp"

namespace telemetryflow::tests {

INSTANTIATE_TYPED_TEST_SUITE_P(Drogon, AnswersContract, DrogonApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Drogon, CallersContract, DrogonApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Drogon, ConnectionsContract, DrogonApp);

}  // namespace telemetryflow::tests

// The contract of every adapter, kept by Crow's.

#include "integration/middleware/contract/middleware_contract.hpp"
#include "integration/middleware/crow_app.hpp"

namespace telemetryflow::tests {

INSTANTIATE_TYPED_TEST_SUITE_P(Crow, AnswersContract, CrowApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Crow, CallersContract, CrowApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Crow, ConnectionsContract, CrowApp);

}  // namespace telemetryflow::tests

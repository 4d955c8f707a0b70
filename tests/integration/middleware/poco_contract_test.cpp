// The contract of every adapter, kept by Poco's.

#include "integration/middleware/contract/middleware_contract.hpp"
#include "integration/middleware/poco_app.hpp"

namespace telemetryflow::tests {

INSTANTIATE_TYPED_TEST_SUITE_P(Poco, AnswersContract, PocoApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Poco, CallersContract, PocoApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Poco, ConnectionsContract, PocoApp);

}  // namespace telemetryflow::tests

// The contract of every adapter, kept by Boost.Beast's, synchronous and with coroutines.

#include "integration/middleware/beast_app.hpp"
#include "integration/middleware/beast_coroutine_app.hpp"
#include "integration/middleware/contract/middleware_contract.hpp"

namespace telemetryflow::tests {

INSTANTIATE_TYPED_TEST_SUITE_P(Beast, AnswersContract, BeastApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Beast, CallersContract, BeastApp);
INSTANTIATE_TYPED_TEST_SUITE_P(Beast, ConnectionsContract, BeastApp);

INSTANTIATE_TYPED_TEST_SUITE_P(BeastCoroutine, AnswersContract, BeastCoroutineApp);
INSTANTIATE_TYPED_TEST_SUITE_P(BeastCoroutine, CallersContract, BeastCoroutineApp);
INSTANTIATE_TYPED_TEST_SUITE_P(BeastCoroutine, ConnectionsContract, BeastCoroutineApp);

}  // namespace telemetryflow::tests

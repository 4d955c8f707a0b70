#pragma once

// The whole contract of an adapter; contract_fixture.hpp says how one joins.

#include "integration/middleware/contract/answers_contract.hpp"
#include "integration/middleware/contract/callers_contract.hpp"
#include "integration/middleware/contract/connections_contract.hpp"

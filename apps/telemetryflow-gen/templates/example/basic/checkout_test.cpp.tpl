#include "checkout.hpp"

#include <string>

#include "test_telemetry.hpp"

using namespace app;

int main() {
    TestTelemetry telemetry;
    check_out(telemetry.client());
    refund(telemetry.client());
    const std::string exported = telemetry.exported();
    expect_all(exported, {"checkout", "charge card", "receipt sent", "refund", "no such order"});
    expect_all(exported, {"stock.level", "checkouts", "payment.duration", "card charged"});
    return failures;
}

// The error hierarchy: what callers may catch, and codes that they may store.

#include "telemetryflow/domain/errors.hpp"

#include <memory>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/domain/health_status.hpp"

namespace telemetryflow {
namespace {

static_assert(std::is_base_of_v<std::runtime_error, TelemetryFlowError>);
static_assert(std::is_base_of_v<FaultListError, ConfigError>);
static_assert(std::is_base_of_v<FaultListError, BuilderError>);
static_assert(!std::is_base_of_v<FaultListError, CredentialsError>);
static_assert(!std::is_convertible_v<std::vector<std::string>, ConfigError>);
static_assert(!std::is_convertible_v<std::string, CredentialsError>);

TEST(ErrorCodeTest, HasNumbersAndNamesThatNeverChange) {
    struct Entry {
        ErrorCode code;
        int number;
        const char* name;
    };
    std::set<std::string_view> names;
    for (const auto& entry :
         {Entry{ErrorCode::NotInitialized, 100, "TF0100"}, Entry{ErrorCode::InitializationFailed, 101, "TF0101"},
          Entry{ErrorCode::InvalidConfig, 200, "TF0200"}, Entry{ErrorCode::InvalidCredentials, 210, "TF0210"},
          Entry{ErrorCode::IncompleteBuilder, 220, "TF0220"}, Entry{ErrorCode::NoHandler, 300, "TF0300"},
          Entry{ErrorCode::QueryUnavailable, 310, "TF0310"}, Entry{ErrorCode::QueryFailed, 311, "TF0311"}}) {
        EXPECT_EQ(static_cast<int>(entry.code), entry.number);
        EXPECT_EQ(to_string(entry.code), entry.name);
        EXPECT_EQ(to_string(entry.code), "TF0" + std::to_string(entry.number));
        EXPECT_TRUE(names.insert(to_string(entry.code)).second) << entry.name;
    }
}

TEST(ErrorCodeTest, HasANameForANumberOfALaterVersion) {
    EXPECT_EQ(to_string(static_cast<ErrorCode>(999)), "TF0000");
}

TEST(ErrorsTest, OfTheRootCarryTheirCodeAndMessage) {
    const TelemetryFlowError error(ErrorCode::QueryFailed, "no such metric");
    EXPECT_EQ(error.code(), ErrorCode::QueryFailed);
    EXPECT_STREQ(error.what(), "no such metric");
}

TEST(ErrorsTest, OfAMissingInitializeSayWhatToCall) {
    const NotInitializedError error;
    EXPECT_EQ(error.code(), ErrorCode::NotInitialized);
    EXPECT_STREQ(error.what(), "Client is not initialized. Call initialize() first.");
}

TEST(ErrorsTest, JoinTheirFaultsInOrder) {
    const ConfigError error({"first", "second", "third"});
    EXPECT_STREQ(error.what(), "first; second; third");
    EXPECT_EQ(error.faults(), (std::vector<std::string>{"first", "second", "third"}));
    EXPECT_EQ(error.code(), ErrorCode::InvalidConfig);
}

TEST(ErrorsTest, ShowASingleFaultWithoutASeparatorAndNoneAsNothing) {
    EXPECT_STREQ(ConfigError({"only"}).what(), "only");
    EXPECT_STREQ(BuilderError(std::vector<std::string>{}).what(), "");
    EXPECT_TRUE(BuilderError(std::vector<std::string>{}).faults().empty());
}

TEST(ErrorsTest, KeepTheirFaultsWhenCopied) {
    auto original = std::make_unique<BuilderError>(std::vector<std::string>{"a", "b"});
    const BuilderError copy = *original;
    original.reset();
    EXPECT_EQ(copy.code(), ErrorCode::IncompleteBuilder);
    EXPECT_STREQ(copy.what(), "a; b");
    EXPECT_EQ(copy.faults().size(), 2U);
}

template <class Caught, class Thrown>
bool is_caught_as(const Thrown& error) {
    try {
        throw error;
    } catch (const Caught& caught) {
        return caught.what() == std::string(error.what());
    } catch (...) {
        return false;
    }
}

TEST(ErrorsTest, AreAllCaughtAsTheRootAndAsARuntimeError) {
    EXPECT_TRUE(is_caught_as<TelemetryFlowError>(NotInitializedError()));
    EXPECT_TRUE(is_caught_as<TelemetryFlowError>(ConfigError({"x"})));
    EXPECT_TRUE(is_caught_as<TelemetryFlowError>(CredentialsError("x")));
    EXPECT_TRUE(is_caught_as<TelemetryFlowError>(BuilderError({"x"})));
    EXPECT_TRUE(is_caught_as<std::runtime_error>(ConfigError({"x"})));
    EXPECT_TRUE(is_caught_as<std::exception>(NotInitializedError()));
}

TEST(ErrorsTest, AreToldApartByTheirType) {
    EXPECT_TRUE(is_caught_as<FaultListError>(ConfigError({"x"})));
    EXPECT_TRUE(is_caught_as<FaultListError>(BuilderError({"x"})));
    EXPECT_FALSE(is_caught_as<ConfigError>(BuilderError({"x"})));
    EXPECT_FALSE(is_caught_as<BuilderError>(ConfigError({"x"})));
    EXPECT_FALSE(is_caught_as<FaultListError>(CredentialsError("x")));
    EXPECT_FALSE(is_caught_as<CredentialsError>(NotInitializedError()));
}

TEST(ErrorsTest, KeepTheirCodeWhenCaughtAsTheRoot) {
    try {
        throw CredentialsError("bad key");
    } catch (const TelemetryFlowError& error) {
        EXPECT_EQ(error.code(), ErrorCode::InvalidCredentials);
    }
}

TEST(HealthStatusTest, HasAWordForEveryState) {
    EXPECT_EQ(to_string(HealthStatus::Healthy), "healthy");
    EXPECT_EQ(to_string(HealthStatus::Degraded), "degraded");
    EXPECT_EQ(to_string(HealthStatus::Unhealthy), "unhealthy");
    EXPECT_EQ(to_string(static_cast<HealthStatus>(9)), "unknown");
}

}  // namespace
}  // namespace telemetryflow

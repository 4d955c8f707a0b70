// What is recorded of a Redis command and of an error reply.

#include "telemetryflow/integration/describe_redis.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/integration/describe_sql.hpp"

namespace telemetryflow::tests {
namespace {

using integration::describe_redis;
using integration::redis_argument;
using integration::redis_error_code;

std::string resp(const std::vector<std::string>& arguments) {
    std::string out = "*" + std::to_string(arguments.size()) + "\r\n";
    for (const std::string& argument : arguments)
        out += "$" + std::to_string(argument.size()) + "\r\n" + argument + "\r\n";
    return out;
}

TEST(DescribeRedisTest, TheNameStaysAndEveryArgumentGoes) {
    const auto set = describe_redis(resp({"set", "session:lovelace", "secret"}));
    EXPECT_EQ(set.operation, "SET");
    EXPECT_EQ(set.text, "SET ? ?");
    EXPECT_EQ(set.summary, "");
    EXPECT_EQ(describe_redis(resp({"PING"})).text, "PING");
    EXPECT_EQ(describe_redis(resp({"FT.SEARCH", "idx", ""})).text, "FT.SEARCH ? ?");
    EXPECT_EQ(describe_redis(resp({"GET", "a\r\n$3\r\nb"})).text, "GET ?") << "arguments may hold anything";
}

TEST(DescribeRedisTest, WhatCannotBeANameIsNotRecorded) {
    for (const std::string name : {"", "has space", "1abc", "\xFFname", "semi;colon"}) {
        const auto statement = describe_redis(resp({name, "x"}));
        EXPECT_EQ(statement.operation, "") << name;
        EXPECT_EQ(statement.text, "? ?") << name;
    }
    EXPECT_EQ(describe_redis(resp({std::string(33, 'A')})).operation, "");
    EXPECT_EQ(describe_redis(resp({std::string(32, 'A')})).operation, std::string(32, 'A'));
}

TEST(DescribeRedisTest, LongCommandsAreCut) {
    std::vector<std::string> arguments(100'000, "x");
    arguments[0] = "MSET";
    const std::string text = describe_redis(resp(arguments)).text;
    EXPECT_LE(text.size(), integration::kMaxQueryText);
    EXPECT_TRUE(text.starts_with("MSET ? ?") && text.ends_with("?"));
}

TEST(DescribeRedisTest, ArgumentsAreFoundByNumber) {
    const std::string command = resp({"SELECT", "7", ""});
    EXPECT_EQ(redis_argument(command, 0), "SELECT");
    EXPECT_EQ(redis_argument(command, 1), "7");
    EXPECT_EQ(redis_argument(command, 2), "");
    EXPECT_EQ(redis_argument(command, 3), "");
}

TEST(DescribeRedisTest, WhatIsNoCommandIsNothing) {
    for (const std::string text : {"", "*", "*1", "*1\r\n", "*x\r\n$1\r\na\r\n", "PING\r\n", "*1\r\n$5\r\nab\r\n",
                                   "*1\r\n$\r\n\r\n", "*1\r\n$99999999999999999999\r\na\r\n", "$1\r\na\r\n"}) {
        EXPECT_EQ(describe_redis(text).text, "") << text;
        EXPECT_EQ(redis_argument(text, 0), "") << text;
    }
    std::mt19937 random(7);
    const std::string alphabet = "*$\r\n019aG ";
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t size = random() % 24; text.size() < size;)
            text += alphabet[random() % alphabet.size()];
        EXPECT_LE(describe_redis(text).text.size(), 40U);
        EXPECT_LE(redis_argument(text, random() % 3).size(), text.size());
    }
}

TEST(DescribeRedisTest, AnErrorBeginsWithItsCode) {
    EXPECT_EQ(redis_error_code("WRONGTYPE Operation against a key"), "WRONGTYPE");
    EXPECT_EQ(redis_error_code("ERR unknown command 'x'"), "ERR");
    EXPECT_EQ(redis_error_code("NOAUTH"), "NOAUTH");
    EXPECT_EQ(redis_error_code("secret words of a script"), "ERR");
    EXPECT_EQ(redis_error_code(""), "ERR");
    EXPECT_EQ(redis_error_code(std::string(40, 'A') + " x"), "ERR");
}

}  // namespace
}  // namespace telemetryflow::tests

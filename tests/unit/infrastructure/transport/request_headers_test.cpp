#include "infrastructure/transport/request_headers.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::infrastructure {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const curl_slist* list) {
    Lines lines;
    for (; list != nullptr; list = list->next)
        lines.emplace_back(list->data);
    return lines;
}

TEST(RequestHeadersTest, KeepsTheFirstOfEachName) {
    RequestHeaders headers({{"Content-Type", "x"}}, {{"A", "1"}, {"a", "2"}, {"B", ""}}, RequestHeaders::Case::AsGiven);
    EXPECT_EQ(lines_of(headers.with({})), (Lines{"Content-Type: x", "A: 1", "B;"}));
}

TEST(RequestHeadersTest, LowersNamesForHttp2) {
    RequestHeaders headers({}, {{"X-Key-ID", "Value"}}, RequestHeaders::Case::Lower);
    EXPECT_EQ(lines_of(headers.with({})), Lines{"x-key-id: Value"});
}

TEST(RequestHeadersTest, LeavesTheProtocolsHeadersToTheProtocol) {
    RequestHeaders headers({},
                           {{"content-type", "x"},
                            {"Host", "x"},
                            {"TE", "x"},
                            {"Grpc-Timeout", "x"},
                            {"Transfer-Encoding", "x"},
                            {"Content-Length", "0"},
                            {"mine", "1"}},
                           RequestHeaders::Case::AsGiven);
    EXPECT_EQ(lines_of(headers.with({})), Lines{"mine: 1"});
}

TEST(RequestHeadersTest, PutsARequestsOwnLinesInFrontEveryTime) {
    RequestHeaders headers({{"a", "1"}}, {}, RequestHeaders::Case::AsGiven);
    EXPECT_EQ(lines_of(headers.with({{"b: ", "2"}, {"c: 3"}})), (Lines{"b: 2", "c: 3", "a: 1"}));
    EXPECT_EQ(lines_of(headers.with({{""}, {"d: 4"}})), (Lines{"d: 4", "a: 1"})) << "an empty line is no line";
    RequestHeaders none({}, {}, RequestHeaders::Case::AsGiven);
    EXPECT_EQ(none.with({}), nullptr);
}

TEST(RequestHeadersTest, NamesWhatCannotBeSentButNeverTheValue) {
    EXPECT_TRUE(header_fault("X-Fine_1", "any value; \xC3\xA9").empty());
    for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{
             {"", "v"}, {"a b", "v"}, {"a:", "v"}, {"a\r\nb", "v"}, {"\xC3\xA9", "v"}}) {
        EXPECT_FALSE(header_fault(name, value).empty()) << name;
    }
    for (const std::string& value :
         {std::string("secret\r\nX: y"), std::string("secret\0", 7), std::string("secret\n")}) {
        const auto fault = header_fault("X-Key", value);
        EXPECT_NE(fault.find("X-Key"), std::string::npos);
        EXPECT_EQ(fault.find("secret"), std::string::npos);
    }
}

TEST(RequestHeadersTest, NeverLaysOutAHeaderThatWouldSplitTheRequest) {
    RequestHeaders headers({}, {{"x", "1\r\nInjected: yes"}}, RequestHeaders::Case::AsGiven);
    EXPECT_EQ(headers.with({}), nullptr);
}

}  // namespace
}  // namespace telemetryflow::infrastructure

#include <array>
#include <cstdio>
#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;

struct Run {
    int exit_code;
    std::string output;
};

// Runs the program to its end; standard error is part of the output.
Run run(const std::string& arguments) {
    Run result{-1, ""};
    FILE* pipe = ::popen((LocalBackend::program().string() + " " + arguments + " 2>&1").c_str(), "r");
    std::array<char, 4096> block{};
    while (const auto size = std::fread(block.data(), 1, block.size(), pipe))
        result.output.append(block.data(), size);
    result.exit_code = WEXITSTATUS(::pclose(pipe));
    return result;
}

TEST(LocalProcessTest, PrintsWhereItServesAndALineForEveryBatch) {
    LocalBackend backend;
    samples::Traces traces("shop\x1B[31m");
    traces.span('\x01', '\x01', 0, "a", 0, 1);
    send(backend, traces.request);
    samples::Logs logs("web");
    EXPECT_EQ(post(backend, "/v1/logs", logs.request.SerializeAsString(), kProtobuf).status, 200);
    EXPECT_EQ(backend.stop(), 0);
    const auto output = backend.output();
    EXPECT_TRUE(output.starts_with("ready: OTLP/gRPC on " + backend.grpc_endpoint() + ", OTLP/HTTP and API on " +
                                   backend.http_url() + "\n"))
        << output;
    EXPECT_NE(output.find(" grpc traces 1 spans " + std::to_string(traces.request.ByteSizeLong()) +
                          " bytes service=shop?[31m\n"),
              std::string::npos)
        << output;
    EXPECT_NE(output.find(" http/protobuf logs 0 log records "), std::string::npos) << output;
}

TEST(LocalProcessTest, PrintsJsonLines) {
    LocalBackend backend({"--json"});
    samples::Traces traces("shop");
    traces.span('\x01', '\x01', 0, "a", 0, 1);
    send(backend, traces.request);
    EXPECT_EQ(backend.stop(), 0);
    std::istringstream lines(backend.output());
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(nlohmann::json::parse(line),
              (nlohmann::json{{"ready", true}, {"grpc", backend.grpc_endpoint()}, {"http", backend.http_url()}}));
    ASSERT_TRUE(std::getline(lines, line));
    const auto batch = nlohmann::json::parse(line);
    EXPECT_EQ(batch["protocol"], "grpc");
    EXPECT_EQ(batch["signal"], "traces");
    EXPECT_EQ(batch["items"], 1);
    EXPECT_EQ(batch["rejected"], 0);
    EXPECT_EQ(batch["bytes"], traces.request.ByteSizeLong());
    EXPECT_EQ(batch["services"], nlohmann::json::array({"shop"}));
    EXPECT_EQ(batch["time"].get<std::string>().back(), 'Z');
}

TEST(LocalProcessTest, PrintsOnlyTheReadyLineWhenQuiet) {
    LocalBackend backend({"--quiet"});
    samples::Logs logs("shop");
    logs.record(9, "hello", 0);
    send(backend, logs.request);
    EXPECT_EQ(backend.stop(), 0);
    const auto output = backend.output();
    EXPECT_EQ(std::count(output.begin(), output.end(), '\n'), 1) << output;
}

TEST(LocalProcessTest, SaysWhichPortIsTakenAndHowToChooseAnother) {
    const LocalBackend first;
    for (const auto& [flag, port] : {std::pair{"--grpc-port", first.grpc_port()}, {"--http-port", first.http_port()}}) {
        const std::string other = flag == std::string("--grpc-port") ? " --http-port 0" : " --grpc-port 0";
        const auto second = run(std::string(flag) + " " + std::to_string(port) + other);
        EXPECT_EQ(second.exit_code, 1);
        EXPECT_NE(second.output.find("127.0.0.1:" + std::to_string(port) + ": Address already in use"),
                  std::string::npos)
            << second.output;
        EXPECT_NE(second.output.find(flag), std::string::npos) << second.output;
    }
}

TEST(LocalProcessTest, AnswersUsageErrorsWithExitCodeTwo) {
    for (const char* arguments : {"--grpc-port 65536", "--http-port x", "--max-records 0", "--unknown", "stray",
                                  "--require-key tfk_only", "--require-key ''", "--db"}) {
        const auto result = run(arguments);
        EXPECT_EQ(result.exit_code, 2) << arguments;
        EXPECT_NE(result.output.find("--help"), std::string::npos) << result.output;
    }
    EXPECT_EQ(run("--require-key CANARY").output.find("CANARY"), std::string::npos);
}

TEST(LocalProcessTest, ExplainsEveryOption) {
    const auto help = run("--help");
    EXPECT_EQ(help.exit_code, 0);
    for (const char* text :
         {"--grpc-port", "4317", "--http-port", "4318", "--host", "127.0.0.1", "--db", "--require-key", "--max-records",
          "1000000", "--quiet", "--json", "--ready-file", "--version", "Examples"}) {
        EXPECT_NE(help.output.find(text), std::string::npos) << text;
    }
    EXPECT_TRUE(run("--version").output.starts_with("telemetryflow-local "));
}

TEST(LocalProcessTest, KeepsADatabaseFileOverARestartAndAKill) {
    const auto path = std::filesystem::temp_directory_path() / ("tf-local-" + std::to_string(::getpid()) + ".db");
    const std::vector<std::string> arguments{"--db", path.string()};
    {
        const LocalBackend backend(arguments);
        samples::Traces traces("kept");
        traces.span('\x01', '\x01', 0, "before", 0, 1);
        send(backend, traces.request);
        struct stat info {};
        ASSERT_EQ(::stat(path.c_str(), &info), 0);
        EXPECT_EQ(info.st_mode & 0777U, 0600U);
    }
    {
        LocalBackend backend(arguments);
        samples::Traces traces("kept");
        traces.span('\x02', '\x02', 0, "killed", 5, 1);
        send(backend, traces.request);
        EXPECT_EQ(backend.kill_now(), 128 + SIGKILL);
    }
    const LocalBackend backend(arguments);
    EXPECT_EQ(column(backend.get_json("/api/v1/spans"), "name"), (std::vector<std::string>{"killed", "before"}));
    EXPECT_EQ(backend.get_json("/api/v1/status")["stored"]["spans"], 2);
    EXPECT_EQ(backend.get_json("/api/v1/status")["counts"]["spans"], 0);
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(path.string() + suffix);
}

TEST(LocalProcessTest, SaysThatADatabaseCannotBeOpened) {
    const auto result = run("--grpc-port 0 --http-port 0 --db /nonexistent/folder/x.db");
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_NE(result.output.find("unable to open database file"), std::string::npos) << result.output;
}

}  // namespace
}  // namespace telemetryflow::local

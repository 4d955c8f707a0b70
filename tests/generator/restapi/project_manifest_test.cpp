#include "model/project_manifest.hpp"

#include <string>

#include <gtest/gtest.h>

#include "generator/generation_error.hpp"
#include "model/parse_fields.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::restapi {
namespace {

using generator::GenerationError;

Project shop() {
    Project project{.name = "shop",
                    .service = "the \"shop\"",
                    .version = "2.3.4",
                    .module = "web",
                    .database = DatabaseKind::Postgres,
                    .database_name = "orders",
                    .database_host = "db.example",
                    .database_port = 5433,
                    .database_user = "clerk",
                    .auth = false,
                    .port = 9090};
    project.entities.push_back({.name = "Person",
                                .collection = "people",
                                .migration = 7,
                                .fields = parse_fields("name:string:required born:datetime")});
    return project;
}

TEST(ProjectManifestTest, IsReadAsItWasWritten) {
    const std::string text = to_manifest(shop());
    const Project read = from_manifest(text, "file");
    EXPECT_EQ(to_manifest(read), text);
    EXPECT_EQ(read.service, "the \"shop\"");
    EXPECT_EQ(read.database, DatabaseKind::Postgres);
    EXPECT_FALSE(read.auth);
    EXPECT_TRUE(read.telemetry);
    EXPECT_EQ(read.version, "2.3.4");
    EXPECT_EQ(read.module, "web");
    EXPECT_EQ(read.database_host + " " + read.database_name + " " + read.database_user, "db.example orders clerk");
    EXPECT_EQ(read.database_port, 5433);
    EXPECT_EQ(read.entities.at(0).migration, 7);
    EXPECT_EQ(read.entities.at(0).fields, shop().entities.at(0).fields);
}

TEST(ProjectManifestTest, RefusesWhatNoProjectHas) {
    const std::string good = to_manifest(shop());
    const auto refused = [&good](const std::string& from, const std::string& to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        EXPECT_THROW((void)from_manifest(text, "file"), GenerationError) << to;
    };
    refused("\"format\": 2", "\"format\": 1");
    refused("\"postgres\"", "\"oracle\"");
    refused("9090", "70000");
    refused("5433", "70000");
    refused("clerk", "c lerk");
    refused("db.example", "$(host)");
    refused("orders", "");
    refused("\"web\"", "\"Web\"");
    refused("2.3.4", " ");
    refused("\"cors\": true", "\"cors\": 1");
    refused("\"people\"", "\"../people\"");
    refused("\"Person\"", "\"person\"");
    refused("datetime", "date");
    refused("\"auth\": false", "\"auth\": 0");
    refused("\"shop\"", "\"../shop\"");
    EXPECT_THROW((void)from_manifest("", "file"), GenerationError);
}

TEST(ProjectManifestTest, AFolderWithoutOneIsNoProject) {
    const test::TempDir folder;
    try {
        (void)read_project(folder.path());
        FAIL() << "it was read";
    } catch (const GenerationError& error) {
        EXPECT_NE(std::string(error.what()).find("telemetryflow-restapi new"), std::string::npos) << error.what();
    }
    folder.write(kManifestFile, to_manifest(shop()));
    EXPECT_EQ(read_project(folder.path()).name, "shop");
}

}  // namespace
}  // namespace telemetryflow::restapi

#pragma once

// A queue that is a table of SQLite, between processes. It knows nothing of telemetry, but has room for the context of
// each job, as a message broker has for headers. Does not own the database; used as that is.

#include <map>
#include <optional>
#include <string>

#include "database.hpp"
#include "job.hpp"

class JobQueue {
public:
    explicit JobQueue(Database& database) : database_(database) {}

    static void make_table(Database& database) {
        database.run(
            "CREATE TABLE IF NOT EXISTS jobs (number INTEGER PRIMARY KEY, item TEXT NOT NULL, "
            "state TEXT NOT NULL DEFAULT 'new', traceparent TEXT NOT NULL, tracestate TEXT NOT NULL, "
            "baggage TEXT NOT NULL)");
    }

    void push(const std::string& item, std::map<std::string, std::string> context) {
        database_.run("INSERT INTO jobs (item, traceparent, tracestate, baggage) VALUES (?, ?, ?, ?)",
                      {item, context["traceparent"], context["tracestate"], context["baggage"]});
    }
    /// The oldest job that nobody has taken.
    std::optional<Job> take() {
        const Database::Row row = database_.run(
            "UPDATE jobs SET state = 'taken' WHERE number = (SELECT min(number) FROM jobs WHERE state = 'new') "
            "RETURNING number, item, traceparent, tracestate, baggage");
        if (row.empty()) return std::nullopt;
        return Job{.number = row[0],
                   .item = row[1],
                   .context = {{"traceparent", row[2]}, {"tracestate", row[3]}, {"baggage", row[4]}}};
    }
    void finish(const Job& job) { database_.run("UPDATE jobs SET state = 'done' WHERE number = ?", {job.number}); }

private:
    Database& database_;
};

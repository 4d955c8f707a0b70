#include "interface/@{entity_file}_routes.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "application/@{entity_file}_command_handler.hpp"
#include "application/@{entity_file}_query_handler.hpp"
#include "interface/@{entity_file}_json.hpp"
#include "interface/answers.hpp"
#include "interface/paging.hpp"
#include "interface/route.hpp"

namespace @{module} {

namespace {

constexpr const char* kMany = "/@{table}";
constexpr const char* kOne = R"(/@{table}/(\d{1,18}))";
constexpr const char* kOneRoute = "/@{table}/{id}";

std::int64_t id_of(const httplib::Request& request) {
    return std::stoll(request.matches[1].str());
}

void answer_missing(httplib::Response& response) {
    answer_error(response, 404, "there is no such @{entity}");
}

void add_queries(httplib::Server& server, const @{entity}QueryHandler& queries) {
    server.Get(kMany, route(kMany, [queries](const httplib::Request& request, httplib::Response& response) {
                   const Page page = page_of(request);
                   const @{entity}List list = queries.handle(List@{entity}{page});
                   nlohmann::json items = nlohmann::json::array();
                   for (const @{entity}& entity : list.items)
                       items.push_back(json_of(entity));
                   answer(response, 200,
                          {{"items", items}, {"total", list.total}, {"limit", page.limit}, {"offset", page.offset}});
               }));
    server.Get(kOne, route(kOneRoute, [queries](const httplib::Request& request, httplib::Response& response) {
                   const auto found = queries.handle(Get@{entity}{id_of(request)});
                   if (!found) return answer_missing(response);
                   answer(response, 200, json_of(*found));
               }));
}

void add_commands(httplib::Server& server, const @{entity}CommandHandler& commands) {
    server.Post(kMany, route(kMany, [commands](const httplib::Request& request, httplib::Response& response) {
                    const @{entity} created = commands.handle(Create@{entity}{@{entity_file}_from(request.body)});
                    response.set_header("Location", kMany + ("/" + std::to_string(created.id)));
                    answer(response, 201, json_of(created));
                }));
    server.Put(kOne, route(kOneRoute, [commands](const httplib::Request& request, httplib::Response& response) {
                   @{entity} entity = @{entity_file}_from(request.body);
                   entity.id = id_of(request);
                   const auto updated = commands.handle(Update@{entity}{entity});
                   if (!updated) return answer_missing(response);
                   answer(response, 200, json_of(*updated));
               }));
    server.Delete(kOne, route(kOneRoute, [commands](const httplib::Request& request, httplib::Response& response) {
                      if (!commands.handle(Delete@{entity}{id_of(request)})) return answer_missing(response);
                      response.status = 204;
                  }));
}

}  // namespace

void add_@{entity_file}_routes(httplib::Server& server, std::shared_ptr<@{entity}Repository> repository) {
    add_queries(server, @{entity}QueryHandler(repository));
    add_commands(server, @{entity}CommandHandler(std::move(repository)));
}

}  // namespace @{module}

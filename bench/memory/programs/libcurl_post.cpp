// The floor for everything that sends over TLS with the system's libcurl: one POST, and nothing else.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>

#include <curl/curl.h>

#include "memory/resident.hpp"

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "memory_bench starts this program\n";
        return 2;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURL* easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, ("https://localhost:" + std::string(argv[1])).c_str());
    curl_easy_setopt(easy, CURLOPT_CAINFO, argv[2]);
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, "x");
    if (curl_easy_perform(easy) != CURLE_OK) return EXIT_FAILURE;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const auto resident = telemetryflow::bench::resident_bytes();
    std::cout << resident.all << ' ' << resident.anonymous << '\n';
    curl_easy_cleanup(easy);
}

#pragma once

// The headers of a message of Poco's: a carrier to extract from. Views them; lives in parameters.

#include <string>
#include <string_view>

#include <Poco/Net/NameValueCollection.h>
#include <Poco/String.h>

namespace telemetryflow {

class PocoHeaders {
public:
    explicit PocoHeaders(const Poco::Net::NameValueCollection& headers) noexcept : headers_(headers) {}

    template <class Visit>
    void get_all(std::string_view name, Visit&& visit) const {
        const std::string wanted(name);
        for (const auto& [key, value] : headers_)
            if (Poco::icompare(key, wanted) == 0) visit(std::string_view(value));
    }

private:
    const Poco::Net::NameValueCollection& headers_;
};

}  // namespace telemetryflow

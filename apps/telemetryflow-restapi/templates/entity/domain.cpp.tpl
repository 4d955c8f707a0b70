#include "domain/@{entity_file}.hpp"

#include "domain/rules.hpp"

namespace @{module} {

@if has_checks
FieldErrors validate(const @{entity}& entity) {
    FieldErrors errors;
@each check
    @{call};
@end
    return errors;
}
@else
FieldErrors validate(const @{entity}&) {
    return {};
}
@end

}  // namespace @{module}

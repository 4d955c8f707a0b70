# Writes OUTPUT, a C++ source with every "*.tpl" below FOLDER, whose function belongs to NAMESPACE.
file(GLOB_RECURSE templates RELATIVE "${FOLDER}" "${FOLDER}/*.tpl")
list(SORT templates)
list(LENGTH templates count)
set(entries "")
foreach(template IN LISTS templates)
  file(READ "${FOLDER}/${template}" text)
  string(APPEND entries "    {\"${template}\", R\"template(${text})template\"},\n")
endforeach()
file(
  WRITE "${OUTPUT}"
  "#include <array>
#include <span>

#include \"generator/embedded_template.hpp\"

namespace ${NAMESPACE} {

namespace {

constexpr std::array<telemetryflow::generator::EmbeddedTemplate, ${count}> kTemplates{{
${entries}}};

}  // namespace

std::span<const telemetryflow::generator::EmbeddedTemplate> embedded_templates();
std::span<const telemetryflow::generator::EmbeddedTemplate> embedded_templates() {
    return kTemplates;
}

}  // namespace ${NAMESPACE}
")

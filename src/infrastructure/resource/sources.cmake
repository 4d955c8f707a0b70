list(
  APPEND
  tf_infrastructure_sources
  resource/container_id.cpp
  resource/detect_resource.cpp
  resource/detected_attributes.cpp
  resource/instance_id.cpp
  resource/system_probe.cpp)

# thongbao_add_plugin(<id> SOURCES file... [MANIFEST manifest.json] [FOLDER folder])
#
# Makes the plugin `lib/thongbao/plugins/<id>.so` and, beside it, its manifest `<id>.json`. The
# manifest's text is embedded too: sources find it as `kThongbaoManifest` in the generated header
# "thongbao/manifest.h", so that the two cannot differ. Only the entry symbol is visible from
# outside. Works in a project of its own: include() this file, nothing else is needed. With FOLDER
# the plugin is put there instead and not installed.
set(THONGBAO_SDK_FOLDER "${CMAKE_CURRENT_LIST_DIR}")

function(thongbao_add_plugin id)
  cmake_parse_arguments(PARSE_ARGV 1 PLUGIN "" "MANIFEST;FOLDER" "SOURCES")
  if(NOT PLUGIN_SOURCES)
    message(FATAL_ERROR "thongbao_add_plugin(${id}): name its SOURCES")
  endif()
  if(NOT PLUGIN_MANIFEST)
    set(PLUGIN_MANIFEST manifest.json)
  endif()
  get_filename_component(manifest "${PLUGIN_MANIFEST}" ABSOLUTE)
  file(READ "${manifest}" text)
  string(JSON named ERROR_VARIABLE wrong GET "${text}" id)
  if(NOT named STREQUAL id)
    message(FATAL_ERROR "${manifest}: its \"id\" must be \"${id}\" ${wrong}")
  endif()

  set(generated "${CMAKE_CURRENT_BINARY_DIR}/${id}_manifest")
  file(READ "${manifest}" bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  file(CONFIGURE OUTPUT "${generated}/thongbao/manifest.h"
       CONTENT "static const char kThongbaoManifest[] = {@bytes@};\n" @ONLY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${manifest}")

  add_library(${id}_plugin MODULE ${PLUGIN_SOURCES})
  target_include_directories(${id}_plugin PRIVATE "${generated}" "${THONGBAO_SDK_FOLDER}")
  target_compile_features(${id}_plugin PRIVATE cxx_std_20)
  target_link_options(${id}_plugin PRIVATE
    "LINKER:--version-script=${THONGBAO_SDK_FOLDER}/entry.map")
  set(folder "${PLUGIN_FOLDER}")
  if(NOT folder)
    set(folder "${CMAKE_BINARY_DIR}/lib/thongbao/plugins")
    set_property(GLOBAL APPEND PROPERTY THONGBAO_PLUGINS "${id}")
    install(TARGETS ${id}_plugin LIBRARY DESTINATION lib/thongbao/plugins)
    install(FILES "${manifest}" DESTINATION lib/thongbao/plugins RENAME "${id}.json")
  endif()
  set_target_properties(${id}_plugin PROPERTIES
    PREFIX "" OUTPUT_NAME "${id}" LIBRARY_OUTPUT_DIRECTORY "${folder}"
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  file(MAKE_DIRECTORY "${folder}")
  configure_file("${manifest}" "${folder}/${id}.json" COPYONLY)
endfunction()

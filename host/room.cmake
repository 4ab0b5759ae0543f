# thongbao_room(NAME FLOOR n [LIBRARIES target...])
#
# Makes the static library `thongbao_NAME` of every .cpp in the calling folder. A room may
# include its own headers and those of lower floors, never of its own floor or above:
# `tests/structure` reads the includes and fails on any other.
define_property(GLOBAL PROPERTY THONGBAO_ROOMS)

function(thongbao_room name)
  cmake_parse_arguments(PARSE_ARGV 1 ROOM "" "FLOOR" "LIBRARIES")
  if(NOT DEFINED ROOM_FLOOR)
    message(FATAL_ERROR "room ${name}: name its FLOOR")
  endif()
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  if(NOT sources)
    file(TOUCH "${CMAKE_BINARY_DIR}/empty.cpp")
    set(sources "${CMAKE_BINARY_DIR}/empty.cpp")
  endif()
  add_library(thongbao_${name} STATIC ${sources})
  target_include_directories(thongbao_${name} PUBLIC "${PROJECT_SOURCE_DIR}/host")
  target_link_libraries(thongbao_${name} PUBLIC ${ROOM_LIBRARIES})

  get_property(rooms GLOBAL PROPERTY THONGBAO_ROOMS)
  foreach(room IN LISTS rooms)
    string(REPLACE "=" ";" pair "${room}")
    list(GET pair 0 other)
    list(GET pair 1 floor)
    if(floor LESS ROOM_FLOOR)
      target_link_libraries(thongbao_${name} PUBLIC thongbao_${other})
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY THONGBAO_ROOMS "${name}=${ROOM_FLOOR}")
endfunction()

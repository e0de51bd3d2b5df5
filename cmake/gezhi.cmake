# Three functions that every CMakeLists.txt of src/ uses. Files are listed by hand; tests/tidy compares list and folder.

add_library(gezhi_options INTERFACE)
target_include_directories(gezhi_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_include_directories(gezhi_options SYSTEM INTERFACE ${Boost_INCLUDE_DIRS})
target_compile_options(gezhi_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
# With optimisation GCC 12 sees overlapping copies, writes out of bounds and unset values in std::string and std::optional where there are
# none (GCC bugs 105651 and 105562); the debug and clang builds keep both warnings.
target_compile_options(gezhi_options INTERFACE
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-restrict;-Wno-array-bounds;-Wno-maybe-uninitialized>)
# Many files as one (the release preset): a name of one file may hide another file's. The debug build sees each alone.
if(CMAKE_UNITY_BUILD)
  target_compile_options(gezhi_options INTERFACE -Wno-shadow -Wno-subobject-linkage)
endif()
target_link_libraries(gezhi_options INTERFACE Threads::Threads)

# gezhi_library(NAME SOURCES … LINKS …): the static library gezhi_NAME.
function(gezhi_library NAME)
  cmake_parse_arguments(PARSE_ARGV 1 G "" "" "SOURCES;LINKS")
  add_library(gezhi_${NAME} STATIC ${G_SOURCES})
  target_link_libraries(gezhi_${NAME} PUBLIC gezhi_options ${G_LINKS})
endfunction()

# gezhi_test(NAME LABELS … LINKS … [SOURCES …]): NAME.cpp becomes one GoogleTest binary; LABELS are edge, pure, pg, slow, browser.
function(gezhi_test NAME)
  cmake_parse_arguments(PARSE_ARGV 1 G "" "" "LABELS;LINKS;SOURCES")
  add_executable(${NAME} ${NAME}.cpp ${G_SOURCES})
  target_include_directories(${NAME} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${NAME} PRIVATE ${G_LINKS} GTest::gtest GTest::gtest_main rapidcheck)
  target_compile_definitions(${NAME} PRIVATE GEZHI_SOURCE_DIR="${PROJECT_SOURCE_DIR}" GEZHI_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_precompile_headers(${NAME} REUSE_FROM gezhi_test_pch)
  set_target_properties(${NAME} PROPERTIES UNITY_BUILD OFF)
  add_test(NAME ${NAME} COMMAND ${NAME})
  set_tests_properties(${NAME} PROPERTIES LABELS "${G_LABELS}" TIMEOUT 600)
endfunction()

# gezhi_fuzz(NAME LINKS … CORPUS dir): a door for outside input. NAME.cpp has LLVMFuzzerTestOneInput; with GEZHI_FUZZ it is
# a libFuzzer program, otherwise a plain main replays the corpus as a test.
function(gezhi_fuzz NAME)
  cmake_parse_arguments(PARSE_ARGV 1 G "" "CORPUS" "LINKS")
  if(GEZHI_FUZZ)
    add_executable(${NAME} ${NAME}.cpp)
    target_compile_options(${NAME} PRIVATE -fsanitize=fuzzer,address,undefined)
    target_link_options(${NAME} PRIVATE -fsanitize=fuzzer,address,undefined)
  else()
    add_executable(${NAME} ${NAME}.cpp ${PROJECT_SOURCE_DIR}/tests/support/replay_corpus.cpp)
    add_test(NAME ${NAME} COMMAND ${NAME} ${CMAKE_CURRENT_SOURCE_DIR}/${G_CORPUS})
    set_tests_properties(${NAME} PROPERTIES LABELS "edge" TIMEOUT 300)
  endif()
  target_link_libraries(${NAME} PRIVATE ${G_LINKS})
endfunction()

# The heavy test headers, compiled once.
file(WRITE ${CMAKE_BINARY_DIR}/test_pch.cpp "")
add_library(gezhi_test_pch STATIC ${CMAKE_BINARY_DIR}/test_pch.cpp)
target_link_libraries(gezhi_test_pch PUBLIC gezhi_options GTest::gtest)
target_compile_definitions(gezhi_test_pch PRIVATE GEZHI_SOURCE_DIR="${PROJECT_SOURCE_DIR}" GEZHI_BINARY_DIR="${PROJECT_BINARY_DIR}")
target_precompile_headers(gezhi_test_pch PRIVATE <gtest/gtest.h> <rapidcheck.h> <rapidcheck/gtest.h> <string> <vector>)

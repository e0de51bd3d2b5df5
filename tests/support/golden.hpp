#pragma once
// Golden files: what a test made against what lies in the tree. With GEZHI_BLESS set (./dev bless) the file
// is written instead, for a person to read the difference; never otherwise.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace gezhi::support {

// `path` from the root of the tree: "src/modules/casework/golden/close.json".
inline void expect_golden(const std::string& path, const std::string& made) {
    const auto file = std::filesystem::path(GEZHI_SOURCE_DIR) / path;
    if (std::getenv("GEZHI_BLESS") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << made;
    }
    std::ifstream stream(file, std::ios::binary);
    const std::string kept{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(made, kept) << path << ": if the new one is right, ./dev bless and read the difference";
}

} // namespace gezhi::support

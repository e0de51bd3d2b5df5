#pragma once
// Files that are the same for everybody: /public/ for the public pages, /desk/ for the staff application,
// whose own addresses all begin with its first page. Never shows anything of the street's data.

#include "http/router.hpp"
#include "http/static_files.hpp"

#include <memory>

namespace gezhi::apps {

inline constexpr std::string_view version = "0.1.0";

// `desk` may be null: the staff application was not built.
http::Routes static_pages(std::shared_ptr<http::StaticFiles> assets, std::shared_ptr<http::StaticFiles> desk);

} // namespace gezhi::apps

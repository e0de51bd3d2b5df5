#pragma once
// The rules of the tree that a machine can keep. Each check looks at the whole tree and names every place
// that breaks it; a rule worth saying twice in review belongs here (docs/adr, CONTRIBUTING.md).

#include "source.hpp"

namespace gezhi::tidy {

// includes.cpp: who may include whom
Violations include_walls(const Tree& tree);   // between folders, rooms and floors
Violations pure_floors(const Tree& tree);     // what the pure floor reaches, through headers too
Violations library_folders(const Tree& tree); // third-party headers only where they are wrapped

// lines.cpp: what a line of code may say
Violations sizes(const Tree& tree);            // files, functions, lines
Violations header_form(const Tree& tree);      // #pragma once, then the paragraph that says what it is
Violations chinese_literals(const Tree& tree); // words live in locale/
Violations
forbidden_words(const Tree& tree);           // throw, std::expected, clocks, soci::row, dangling loops, names
Violations sql_texts(const Tree& tree);      // SELECT *, LIKE
Violations event_types(const Tree& tree);    // no free text and no personal data in an event
Violations unsigned_notes(const Tree& tree); // TODO without name and issue
Violations machine_paths(const Tree& tree);  // paths of the machine it was written on

// documents.cpp: files beside the code
Violations cmake_lists(const Tree& tree);    // lists and folders agree
Violations room_furniture(const Tree& tree); // README.md, model.hpp, CMakeLists.txt in each room
Violations changelog_form(const Tree& tree);
Violations markdown_form(const Tree& tree);   // one title, no dead relative link
Violations generated_marks(const Tree& tree); // generated files say so

// book.cpp: the rule book and its words
Violations rule_codes(const Tree& tree);      // <room>/<slug>, once, in the room's own folder
Violations rules_in_tests(const Tree& tree);  // each is named by a test
Violations rules_in_locale(const Tree& tree); // each has a title and a detail in every language
Violations locale_pairs(const Tree& tree);    // equal keys and parameters, sorted, no empty sentence

} // namespace gezhi::tidy

// gezhi-picture: the program beside `gezhi` that decodes one picture and ends.

#include "modules/files/child.hpp"

int main() {
    return gezhi::files::answer_one();
}

// The tiny language of the playbook's words.

#include "modules/playbook/words.hpp"

#include <gtest/gtest.h>

#include <random>

namespace gezhi::playbook {

TEST(PlaybookWords, PlainTextKeepsIdeographsDigitsAndLowerLetters) {
    EXPECT_EQ(plain("Ａb，　路灯 No.３！"), "ab路灯no3");
    EXPECT_EQ(plain("\xE8\xB7\xAF\xFF\xE7\x81"), "路");
    EXPECT_TRUE(occurs("路灯+不亮", PlainText("路灯今天不亮")));
    EXPECT_FALSE(occurs("路灯+不亮", PlainText("路灯")));
    EXPECT_FALSE(occurs("", PlainText("路灯")));
    PlainText text("防火防火着火");
    text.blank("防火");
    EXPECT_EQ(text.text(), "||着火");
    EXPECT_EQ(word_size("路灯+不亮"), 4U);
}

// The mark of a first character only turns away what plain search would not find either.
TEST(PlaybookWords, WhatIsTurnedAwayByItsFirstCharacterIsNotThere) {
    std::mt19937 random(std::random_device{}());
    const std::vector<std::string> letters{"路", "灯", "火", "a", "7", "𠀀", "门"};
    const auto some = [&](std::size_t most) {
        std::string text;
        for (auto n = random() % (most + 1); n > 0; --n) text += letters[random() % letters.size()];
        return text;
    };
    for (int i = 0; i < 5000; ++i) {
        const auto text = some(12);
        const auto part = some(3);
        EXPECT_EQ(PlainText(text).contains(part), text.find(part) != std::string::npos)
            << text << ' ' << part;
    }
}

} // namespace gezhi::playbook

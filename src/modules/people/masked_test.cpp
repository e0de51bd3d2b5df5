// Masks: what they hide, and that none of them can ever be taken back as a value.

#include "json/json.hpp"
#include "json/schema.hpp"
#include "modules/people/masked.hpp"
#include "modules/people/people.hpp"
#include "modules/people/wire.hpp"

#include <gtest/gtest.h>

#include <type_traits>

using namespace gezhi;
using namespace gezhi::people;

TEST(Masked, NamesAndNumbersHideWhatTheyMust) {
    EXPECT_EQ(mask_name("张三").shown(), "张*");
    EXPECT_EQ(mask_name("张小三").shown(), "张*");
    EXPECT_EQ(mask_name(" 欧阳小三 ").shown(), "欧阳*");
    EXPECT_EQ(mask_name("欧阳").shown(), "欧*"); // 欧 with the given name 阳
    EXPECT_EQ(mask_name("").shown(), "");
    EXPECT_EQ(mask_phone("13812345678").shown(), "138****5678");
    EXPECT_EQ(mask_phone("+86 138-1234-5678").shown(), "138****5678");
    EXPECT_EQ(mask_phone("021-62730000").shown(), "****00");
    EXPECT_EQ(mask_phone("110").shown(), "****");
    EXPECT_TRUE(mask_phone("none").empty());
}

template <class T>
concept Storable = std::is_constructible_v<std::string, T> || std::is_convertible_v<T, std::string> ||
    std::is_convertible_v<T, std::string_view> || json::DescribedStruct<T>;

TEST(Masked, AMaskIsNoValueToStore) {
    static_assert(!Storable<MaskedText>);
    static_assert(!std::is_constructible_v<MaskedText, std::string>);
    static_assert(Storable<std::string>);
}

namespace {

struct Shown {
    MaskedText who{};
    std::optional<MaskedText> phone{};
};
BOOST_DESCRIBE_STRUCT(Shown, (), (who, phone))

} // namespace

TEST(Masked, IsWrittenAsTextAndItsSchemaSaysReadOnly) {
    EXPECT_EQ(json::write(Shown{mask_name("陈雨晴"), mask_phone("13812345678")}),
              R"({"who":"陈*","phone":"138****5678"})");
    EXPECT_EQ(mask_contact("陈雨晴", "13812345678").shown(), "陈* 138****5678");
    EXPECT_EQ(mask_contact("", "13812345678").shown(), "138****5678");
    EXPECT_TRUE(mask_contact("", "").empty());
    json::SchemaBook book;
    EXPECT_EQ(book.of<MaskedText>(), R"({"type":"string","readOnly":true})");
}

// A reader of it does not compile (json/read.hpp); and no command or event of the house has one in its shape.
TEST(Masked, NoCommandNoEventAndNoBodyOfARequestTakesOne) {
    json::SchemaBook book;
    const engine::RoomOf<People> room{People(std::make_shared<Rights>())};
    (void)room.commands(book);
    (void)room.events(book);
    (void)book.of<wire::NewPerson>();
    (void)book.of<wire::NewPassword>();
    for (const auto& [name, shape] : book.named())
        EXPECT_EQ(shape.find("readOnly"), std::string::npos) << name;
}

#include "modules/files/sniff.hpp"

#include <algorithm>

namespace gezhi::files {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t brands_max = 16; // of an ISO base media file's first box

// ISO/IEC 23008-12: still pictures coded with HEVC. AVIF is another decoder's matter and is not taken.
constexpr std::array heic_brands{"heic"sv, "heix"sv, "heim"sv, "heis"sv};
// What phones write as major brand while the pictures inside are HEVC all the same.
constexpr std::array open_brands{"mif1"sv, "msf1"sv};

// ISO/IEC 14496-12, 3GPP TS 26.244: what phones wrap a recording in.
constexpr std::array voice_brands{"M4A "sv, "M4B "sv, "mp41"sv, "mp42"sv, "isom"sv, "iso2"sv,
                                  "iso5"sv, "3gp4"sv, "3gp5"sv, "3gp6"sv, "3gp7"sv};
constexpr std::size_t heads_max = 256; // bytes in which Ogg and WebM say what is inside

bool among(const auto& brands, std::string_view brand) {
    return std::find(brands.begin(), brands.end(), brand) != brands.end();
}

// `ftyp` box: size, name, major brand, version, compatible brands.
bool is_heic(std::string_view bytes) {
    if (bytes.size() < 16 || bytes.substr(4, 4) != "ftyp") return false;
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size = size << 8U | static_cast<unsigned char>(bytes[i]);
    if (size < 16 || size > 16 + 4 * brands_max || size > bytes.size()) return false;
    if (among(heic_brands, bytes.substr(8, 4))) return true;
    if (!among(open_brands, bytes.substr(8, 4))) return false;
    for (std::size_t at = 16; at + 4 <= size; at += 4)
        if (among(heic_brands, bytes.substr(at, 4))) return true;
    return false;
}

// Every track of an ISO base media file names its handler: sound and nothing to see.
bool is_m4a(std::string_view bytes) {
    constexpr std::size_t to_handler = 12; // "hdlr", version and flags, predefined
    if (bytes.size() < 16 || bytes.substr(4, 4) != "ftyp" || !among(voice_brands, bytes.substr(8, 4)))
        return false;
    bool sounds = false;
    for (auto at = bytes.find("hdlr"); at != bytes.npos; at = bytes.find("hdlr", at + 1)) {
        if (bytes.size() < at + to_handler + 4) break;
        const auto handler = bytes.substr(at + to_handler, 4);
        if (handler == "vide") return false;
        sounds = sounds || handler == "soun";
    }
    return sounds;
}

// ISO/IEC 11172-3 and 13818-7: a frame begins with eleven or twelve set bits.
std::optional<Type> framed(std::string_view bytes) {
    if (bytes.size() < 4 || bytes[0] != '\xFF') return std::nullopt;
    const auto second = static_cast<unsigned char>(bytes[1]);
    const auto third = static_cast<unsigned char>(bytes[2]);
    if ((second & 0xF6U) == 0xF0U) return Type::aac;
    const bool layer_three = (second & 0xE6U) == 0xE2U && (second & 0x18U) != 0x08U;
    const bool rates = (third & 0xF0U) != 0xF0U && (third & 0x0CU) != 0x0CU;
    return layer_three && rates ? std::optional(Type::mp3) : std::nullopt;
}

bool holds(std::string_view bytes, std::string_view part) {
    return bytes.find(part) != bytes.npos;
}

} // namespace

std::string_view media_type(Type type) {
    switch (type) {
    case Type::jpeg:
        return "image/jpeg";
    case Type::png:
        return "image/png";
    case Type::webp:
        return "image/webp";
    case Type::heic:
        return "image/heic";
    case Type::m4a:
        return "audio/mp4";
    case Type::mp3:
        return "audio/mpeg";
    case Type::aac:
        return "audio/aac";
    case Type::ogg:
        return "audio/ogg";
    case Type::wav:
        return "audio/wav";
    case Type::webm:
        return "audio/webm";
    case Type::amr:
        return "audio/amr";
    }
    return {};
}

std::optional<Type> recognise_voice(std::string_view bytes) {
    const auto head = bytes.substr(0, heads_max);
    if (is_m4a(bytes)) return Type::m4a;
    if (bytes.starts_with("ID3"sv)) return Type::mp3;
    if (bytes.starts_with("OggS"sv) && (holds(head, "OpusHead"sv) || holds(head, "\x01vorbis"sv)))
        return Type::ogg;
    if (bytes.size() >= 16 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WAVE"sv) return Type::wav;
    if (bytes.starts_with("\x1A\x45\xDF\xA3"sv) && holds(head, "webm"sv))
        return holds(bytes, "V_VP"sv) || holds(bytes, "V_AV1"sv) ? std::nullopt : std::optional(Type::webm);
    if (bytes.starts_with("#!AMR"sv)) return Type::amr;
    return framed(bytes);
}

std::optional<Type> recognise(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Type::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return Type::png;
    if (bytes.size() >= 16 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 7) == "WEBPVP8"sv)
        return Type::webp;
    if (is_heic(bytes)) return Type::heic;
    return std::nullopt;
}

} // namespace gezhi::files

// JPEG (ITU-T T.81): segments before and between the scans. Kept are JFIF, the colour profile and Adobe's
// colour transform; EXIF leaves only its orientation, written anew.

#include "modules/files/picture.hpp"

namespace gezhi::files::detail {

namespace {

constexpr std::string_view exif_mark("Exif\0\0", 6);

// The orientation (1 to 8) of TIFF 6.0 tag 274 in the first directory; 1 when there is none.
std::uint64_t orientation_in(std::string_view exif) {
    const auto tiff = exif.substr(exif_mark.size());
    if (tiff.size() < 8) return 1;
    const bool little = tiff.starts_with("II");
    const auto read = [&](std::size_t at, std::size_t size) {
        return little ? little_endian(tiff, at, size) : big_endian(tiff, at, size);
    };
    const auto directory = read(4, 4);
    if (directory + 2 > tiff.size()) return 1;
    const auto entries = read(directory, 2);
    for (std::uint64_t i = 0; i < entries; ++i) {
        const auto at = directory + 2 + i * 12;
        if (at + 12 > tiff.size()) return 1;
        if (read(at, 2) != 274) continue;
        const auto value = read(at + 8, 2);
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

std::string orientation_segment(std::uint64_t orientation) {
    std::string segment("\xFF\xE1\x00\x22", 4); // 34 bytes: the length itself, mark, header, one entry, end
    segment += exif_mark;
    segment += std::string_view("MM\x00\x2A\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00", 19);
    segment += static_cast<char>(orientation);
    segment += std::string(6, '\0');
    return segment;
}

bool is_frame(unsigned marker) { // SOF0 to SOF15 without DHT, JPG, DAC
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool stays(unsigned marker, std::string_view content) {
    if (marker == 0xE0) return content.starts_with(std::string_view("JFIF\0", 5));
    if (marker == 0xE2) return content.starts_with(std::string_view("ICC_PROFILE\0", 12));
    if (marker == 0xEE) return content.starts_with("Adobe");
    return !(marker >= 0xE0 && marker <= 0xEF) && marker != 0xFE;
}

class JpegWalk {
public:
    explicit JpegWalk(std::string_view bytes) : bytes_(bytes) {}

    Result<Picture> run() {
        picture_.bytes.reserve(bytes_.size());
        at_ = 2;
        while (true) {
            const auto marker = next_marker();
            if (!marker) return refuse(rules::cut_off);
            if (*marker == 0xD9) break; // what follows the end is left behind
            if (!segment(*marker)) return refuse(rules::cut_off);
        }
        if (!scanned_) return refuse(rules::cut_off);
        Picture whole = std::move(picture_);
        whole.bytes = "\xFF\xD8" + start_ + (turned_ > 1 ? orientation_segment(turned_) : std::string()) +
                      whole.bytes + "\xFF\xD9";
        return whole;
    }

private:
    std::optional<unsigned> next_marker() {
        if (at_ >= bytes_.size() || bytes_[at_] != '\xFF') return std::nullopt;
        while (at_ < bytes_.size() && bytes_[at_] == '\xFF') ++at_;
        if (at_ >= bytes_.size()) return std::nullopt;
        return static_cast<unsigned char>(bytes_[at_++]);
    }

    bool segment(unsigned marker) {
        if (marker < 0xC0 || (marker >= 0xD0 && marker <= 0xD8)) return false; // not between segments
        if (at_ + 2 > bytes_.size()) return false;
        const auto length = big_endian(bytes_, at_, 2);
        if (length < 2 || at_ + length > bytes_.size()) return false;
        const auto content = bytes_.substr(at_ + 2, length - 2);
        if (marker == 0xE1 && content.starts_with(exif_mark) && turned_ == 1)
            turned_ = orientation_in(content);
        if (is_frame(marker)) {
            if (content.size() < 6) return false;
            picture_.height = static_cast<std::int64_t>(big_endian(content, 1, 2));
            picture_.width = static_cast<std::int64_t>(big_endian(content, 3, 2));
        }
        if (stays(marker, content)) {
            auto& into = marker == 0xE0 && picture_.bytes.empty() ? start_ : picture_.bytes;
            into += '\xFF';
            into += static_cast<char>(marker);
            into += bytes_.substr(at_, length);
        }
        at_ += length;
        return marker != 0xDA || scan();
    }

    // Entropy-coded bytes up to the next marker that is neither stuffing nor a restart.
    bool scan() {
        const auto from = at_;
        while (true) {
            at_ = bytes_.find('\xFF', at_);
            if (at_ == std::string_view::npos || at_ + 1 >= bytes_.size()) return false;
            const auto next = static_cast<unsigned char>(bytes_[at_ + 1]);
            if (next == 0x00 || (next >= 0xD0 && next <= 0xD7))
                at_ += 2;
            else if (next == 0xFF)
                ++at_;
            else
                break;
        }
        if (picture_.width == 0) return false; // a scan without a frame
        picture_.bytes += bytes_.substr(from, at_ - from);
        scanned_ = scanned_ || at_ > from;
        return true;
    }

    std::string_view bytes_;
    std::size_t at_{0};
    Picture picture_{Type::jpeg, 0, 0, {}};
    std::string start_{}; // JFIF comes first (T.871)
    std::uint64_t turned_{1};
    bool scanned_{false};
};

} // namespace

Result<Picture> clean_jpeg(std::string_view bytes) {
    return JpegWalk(bytes).run();
}

} // namespace gezhi::files::detail

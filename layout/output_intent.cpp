#include "layout/output_intent.h"

#include <lcms2.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <type_traits>

namespace reservepost::layout {

namespace {

struct Close {
    void operator()(cmsToneCurve* curve) const { cmsFreeToneCurve(curve); }
    void operator()(cmsMLU* text) const { cmsMLUfree(text); }
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};

using Profile = std::unique_ptr<std::remove_pointer_t<cmsHPROFILE>, Close>;

void set_text(cmsHPROFILE profile, cmsTagSignature tag, const char* text)
{
    const std::unique_ptr<cmsMLU, Close> translated(cmsMLUalloc(nullptr, 1));
    cmsMLUsetASCII(translated.get(), "en", "US", text);
    cmsWriteTag(profile, tag, translated.get());
}

} // namespace

std::string black_on_white_profile()
{
    constexpr double gamma = 2.2, version = 2.4;
    const std::unique_ptr<cmsToneCurve, Close> curve(cmsBuildGamma(nullptr, gamma));
    const Profile profile(cmsCreateGrayProfile(cmsD50_xyY(), curve.get()));
    if (!profile) throw std::runtime_error("Little CMS made no profile; reinstall liblcms2");
    cmsSetDeviceClass(profile.get(), cmsSigOutputClass);
    cmsSetProfileVersion(profile.get(), version);
    set_text(profile.get(), cmsSigProfileDescriptionTag, "Reservepost black on white");
    set_text(profile.get(), cmsSigCopyrightTag, "No copyright, use freely");

    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile.get(), nullptr, &size);
    std::string octets(size, '\0');
    if (cmsSaveProfileToMem(profile.get(), octets.data(), &size) == 0 || size < 128) {
        throw std::runtime_error("Little CMS saved no profile; reinstall liblcms2");
    }
    // ICC.1, 7.2: the date of making stands at 24 to 35, a checksum over it at 84 to 99.
    constexpr std::string_view new_year_2026("\x07\xEA\0\1\0\1\0\0\0\0\0\0", 12);
    std::copy(new_year_2026.begin(), new_year_2026.end(), octets.begin() + 24);
    std::fill(octets.begin() + 84, octets.begin() + 100, '\0');
    return octets;
}

int components_of(std::string_view octets)
{
    const Profile profile(
        cmsOpenProfileFromMem(octets.data(), static_cast<cmsUInt32Number>(octets.size())));
    if (!profile) throw std::runtime_error("this is no ICC profile");
    if (cmsGetDeviceClass(profile.get()) != cmsSigOutputClass)
        throw std::runtime_error("the ICC profile is not of class prtr (output)");
    switch (cmsGetColorSpace(profile.get())) {
    case cmsSigGrayData:
        return 1;
    case cmsSigCmykData:
        return 4;
    default:
        throw std::runtime_error("the ICC profile is neither for grey nor for CMYK");
    }
}

} // namespace reservepost::layout

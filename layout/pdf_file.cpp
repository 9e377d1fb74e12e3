#include "layout/pdf_file.h"

#include <podofo/podofo.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <stdexcept>

namespace reservepost::layout {

namespace {

PoDoFo::PdfVariant as_it_stands(const std::string& octets)
{
    return {PoDoFo::PdfData(octets.data(), octets.size())};
}

/// Lets PoDoFo write to a sink, many octets at a time. Its own devices print each number twice,
/// once to learn its length, which was most of the time of writing.
class SinkDevice : public PoDoFo::PdfOutputDevice {
public:
    explicit SinkDevice(const OctetSink& sink) : sink_(sink) {}

    void pass_on()
    {
        if (!waiting_.empty()) sink_(waiting_);
        passed_on_ += waiting_.size();
        waiting_.clear();
    }

private:
    static constexpr std::size_t most_waiting = 65536;

    void Print(const char* format, ...) override
    {
        va_list values;
        va_start(values, format);
        const int size = std::vsnprintf(printed_.data(), printed_.size(), format, values);
        va_end(values);
        if (size < 0 || static_cast<std::size_t>(size) >= printed_.size())
            throw std::logic_error("PoDoFo prints more than numbers [this is a bug]");
        Write(printed_.data(), static_cast<std::size_t>(size));
    }
    void Write(const char* octets, std::size_t size) override
    {
        if (waiting_.size() + size > most_waiting) pass_on();
        waiting_.append(octets, size);
    }
    std::size_t Tell() const override { return passed_on_ + waiting_.size(); }
    std::size_t GetLength() const override { return Tell(); }
    void Flush() override {}

    const OctetSink& sink_;
    std::size_t passed_on_ = 0;
    std::string waiting_;
    std::array<char, 256> printed_{};
};

} // namespace

// A bare list of objects, not a PdfMemDocument: that one's page tree is quadratic and it writes
// today's date.
struct PdfFile::Objects {
    Objects() { list.SetAutoDelete(true); }

    void put(PdfReference reserved)
    {
        PoDoFo::PdfVariant& object = *list[reserved.object - 1];
        object = as_it_stands(octets);
        octets_put += octets.size();
    }

    PoDoFo::PdfVecObjects list;
    Deflater deflater;
    std::string octets; ///< Of the object that is being put.
    std::size_t octets_put = 0;
};

PdfFile::PdfFile() : objects_(std::make_unique<Objects>()) {}
PdfFile::~PdfFile() = default;

PdfReference PdfFile::reserve()
{
    return {objects_->list.CreateObject(PoDoFo::PdfVariant())->Reference().ObjectNumber()};
}

void PdfFile::put(PdfReference reserved, const PdfDictionary& dictionary)
{
    objects_->octets.clear();
    append(objects_->octets, dictionary);
    objects_->put(reserved);
}

PdfReference PdfFile::add(const PdfDictionary& dictionary)
{
    const PdfReference added = reserve();
    put(added, dictionary);
    return added;
}

PdfReference PdfFile::add_plain_stream(std::string_view octets, PdfDictionary dictionary)
{
    dictionary.push_back({"Length", {static_cast<std::int64_t>(octets.size())}});
    objects_->octets.clear();
    append(objects_->octets, dictionary);
    objects_->octets.append("stream\n").append(octets).append("\nendstream");
    const PdfReference added = reserve();
    objects_->put(added);
    return added;
}

PdfReference PdfFile::add_deflated_stream(std::string_view octets, PdfDictionary dictionary)
{
    dictionary.push_back({"Filter", {PdfName{"FlateDecode"}}});
    return add_plain_stream(octets, std::move(dictionary));
}

PdfReference PdfFile::add_stream(std::string_view octets, PdfDictionary dictionary)
{
    // libdeflate clears 128 KiB of tables before each stream; here that would gain nothing.
    constexpr std::size_t least_deflated = 320;
    if (octets.size() < least_deflated) return add_plain_stream(octets, std::move(dictionary));
    return add_deflated_stream(objects_->deflater.deflate(octets), std::move(dictionary));
}

std::size_t PdfFile::expected_octets() const
{
    // Around each object, and in the table of objects.
    constexpr std::size_t for_each = 45, for_all = 1000;
    return objects_->octets_put + objects_->list.GetSize() * for_each + for_all;
}

void PdfFile::write(PdfReference catalog, const PdfDictionary& info, PdfVersion version,
                    const OctetSink& sink)
{
    PoDoFo::PdfDictionary values; // PoDoFo makes the /ID from values, not from octets.
    for (const auto& [key, value] : info) {
        objects_->octets.clear();
        append(objects_->octets, value);
        values.AddKey(PoDoFo::PdfName(key), as_it_stands(objects_->octets));
    }
    const PoDoFo::PdfObject* const information = objects_->list.CreateObject(values);
    PoDoFo::PdfObject trailer;
    trailer.GetDictionary().AddKey("Root", PoDoFo::PdfReference(catalog.object, 0));
    trailer.GetDictionary().AddKey("Info", information->Reference());
    SinkDevice device(sink);
    PoDoFo::PdfWriter writer(&objects_->list, &trailer);
    writer.SetPdfVersion(version == PdfVersion::V16 ? PoDoFo::ePdfVersion_1_6
                                                    : PoDoFo::ePdfVersion_1_5);
    writer.SetWriteMode(PoDoFo::ePdfWriteMode_Compact);
    writer.Write(&device);
    device.pass_on();
}

} // namespace reservepost::layout

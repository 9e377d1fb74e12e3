#pragma once

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <functional>
#include <string>
#include <string_view>

// Files for preflight: a good one, and ways to break it in one place.

namespace reservepost::layout {

/// Two pieces, duplex, with marks on every sheet; the second has an enclosure on a sheet of its
/// own.
const std::string& good_pdf();

using Breaking = std::function<void(QPDF&)>;

/// The good file with its objects changed, written anew by qpdf.
std::string changed(const Breaking& breaking);

/// The good file with the first `from` among its octets, or the last, in place of which `to`
/// stands. Throws `std::logic_error` if there is none, so that no row breaks nothing.
std::string with_octets(std::string_view from, std::string_view to);
std::string with_last_octets(std::string_view from, std::string_view to);

/// The good file encrypted for readers who know `user`.
std::string encrypted(const std::string& user);

/// A page, from 1; the resources of all; the part that covers a page.
QPDFObjectHandle page_of(QPDF& pdf, std::size_t number);
QPDFObjectHandle resources_of(QPDF& pdf);
QPDFObjectHandle part_of(QPDF& pdf, std::size_t page);

/// Puts a value written as PDF under a key: `put(page, "/Rotate", "90")`.
void put(QPDFObjectHandle dictionary, const std::string& key, const std::string& value);

/// Adds a stream to the file, with a dictionary written as PDF.
QPDFObjectHandle stream(QPDF& pdf, const std::string& octets,
                        const std::string& dictionary = "<<>>");

/// Adds content to the first page, after its own.
Breaking draws(std::string content);

/// Changes the first `from` of the XMP packet.
Breaking says(std::string from, std::string to);

} // namespace reservepost::layout

#pragma once

#include <string>
#include <vector>

namespace reservepost::layout {

/// A PDF of one page, 100 by 100 points unless `page_keys` has another MediaBox, with that content.
/// `objects` come after it as 5, 6 …; `page_keys` may name them.
inline std::string tiny_pdf(const std::string& content, const std::string& page_keys = {},
                            const std::vector<std::string>& objects = {},
                            const std::string& catalogue_keys = {})
{
    const auto stream = [](const std::string& octets) {
        return "<< /Length " + std::to_string(octets.size()) + " >>\nstream\n" + octets +
               "\nendstream";
    };
    const bool own_box = page_keys.find("/MediaBox") != std::string::npos;
    std::vector<std::string> all = {
        "<< /Type /Catalog /Pages 2 0 R " + catalogue_keys + " >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R " +
            std::string(own_box ? "" : "/MediaBox [0 0 100 100] ") + page_keys + " >>",
        stream(content),
    };
    all.insert(all.end(), objects.begin(), objects.end());
    std::string pdf = "%PDF-1.5\n", places = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string at = std::to_string(pdf.size());
        places += std::string(10 - at.size(), '0') + at + " 00000 n \n";
        pdf += std::to_string(i + 1) + " 0 obj\n" + all[i] + "\nendobj\n";
    }
    const std::string count = std::to_string(all.size() + 1);
    return pdf + "xref\n0 " + count + "\n" + places + "trailer\n<< /Root 1 0 R /Size " + count +
           " >>\nstartxref\n" + std::to_string(pdf.size()) + "\n%%EOF\n";
}

/// A stream object with further keys.
inline std::string stream_of(const std::string& octets, const std::string& keys)
{
    return "<< /Length " + std::to_string(octets.size()) + " " + keys + " >>\nstream\n" + octets +
           "\nendstream";
}

} // namespace reservepost::layout

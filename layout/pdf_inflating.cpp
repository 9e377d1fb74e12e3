#include "layout/pdf_inflating.h"

#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFStreamFilter.hh>

#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace reservepost::layout {

namespace {

/// qpdf makes its filters without any word of whom they are for, so the thread must say it.
thread_local JudgingBudget* metering = nullptr;

/// Counts what passes.
class Meter : public Pipeline {
public:
    explicit Meter(Pipeline* after) : Pipeline("meter", after) {}

    void write(const unsigned char* data, std::size_t length) override
    {
        if (metering) metering->inflate(length, passed_);
        passed_ += length;
        getNext()->write(data, length);
    }

    void finish() override { getNext()->finish(); }

private:
    std::uint64_t passed_ = 0;
};

/// Undoes the predictors of PNG (ISO 32000-1, 7.4.4.4; RFC 2083, 6): qpdf needs them for its tables
/// of objects.
class PngRows : public Pipeline {
public:
    PngRows(Pipeline* after, std::size_t row_octets, std::size_t pixel_octets)
        : Pipeline("png rows", after), pixel_(pixel_octets), above_(row_octets)
    {
        row_.reserve(row_octets + 1);
    }

    void write(const unsigned char* data, std::size_t length) override
    {
        for (std::size_t i = 0; i < length; ++i) {
            row_.push_back(data[i]);
            if (row_.size() > above_.size()) pass_row();
        }
    }

    void finish() override
    {
        if (row_.size() > 1) {
            row_.resize(above_.size() + 1);
            pass_row();
        }
        getNext()->finish();
    }

private:
    void pass_row()
    {
        const unsigned char method = row_.front();
        row_.erase(row_.begin());
        for (std::size_t i = 0; i < row_.size(); ++i)
            row_[i] = static_cast<unsigned char>(row_[i] + predicted(method, i));
        getNext()->write(row_.data(), row_.size());
        above_.swap(row_);
        row_.clear();
    }

    int predicted(unsigned char method, std::size_t i) const
    {
        const int left = i < pixel_ ? 0 : row_[i - pixel_];
        const int up = above_[i];
        const int corner = i < pixel_ ? 0 : above_[i - pixel_];
        switch (method) {
        case 1:
            return left;
        case 2:
            return up;
        case 3:
            return (left + up) / 2;
        case 4:
            return nearest(left, up, corner);
        default:
            return 0;
        }
    }

    /// Paeth's choice.
    static int nearest(int left, int up, int corner)
    {
        const int estimate = left + up - corner;
        const int to_left = std::abs(estimate - left), to_up = std::abs(estimate - up);
        const int to_corner = std::abs(estimate - corner);
        if (to_left <= to_up && to_left <= to_corner) return left;
        return to_up <= to_corner ? up : corner;
    }

    std::size_t pixel_;
    std::vector<unsigned char> above_;
    std::vector<unsigned char> row_; ///< With its method before it, until it is whole.
};

/// A number of /DecodeParms, where `otherwise` stands for one that is missing.
long long parameter(QPDFObjectHandle parameters, const char* key, long long otherwise)
{
    QPDFObjectHandle value = parameters.getKey(key);
    if (value.isNull()) return otherwise;
    return value.isInteger() ? value.getIntValue() : -1;
}

class MeteredFlate : public QPDFStreamFilter {
public:
    bool setDecodeParms(QPDFObjectHandle parameters) override
    {
        if (parameters.isNull()) return true;
        if (!parameters.isDictionary()) return false;
        const auto predictor = parameter(parameters, "/Predictor", 1);
        if (predictor == 1) return true;
        const auto columns = parameter(parameters, "/Columns", 1);
        const auto colours = parameter(parameters, "/Colors", 1);
        const auto bits = parameter(parameters, "/BitsPerComponent", 8);
        constexpr long long most_columns = 1'000'000, most_colours = 32, most_bits = 16;
        if (predictor < 10 || predictor > 15 || columns < 1 || columns > most_columns ||
            colours < 1 || colours > most_colours || bits < 1 || bits > most_bits)
            return false;
        row_octets_ = static_cast<std::size_t>((columns * colours * bits + 7) / 8);
        pixel_octets_ = static_cast<std::size_t>((colours * bits + 7) / 8);
        return true;
    }

    Pipeline* getDecodePipeline(Pipeline* next) override
    {
        if (row_octets_ > 0) {
            rows_ = std::make_unique<PngRows>(next, row_octets_, pixel_octets_);
            next = rows_.get();
        }
        meter_ = std::make_unique<Meter>(next);
        flate_ = std::make_unique<Pl_Flate>("flate", meter_.get(), Pl_Flate::a_inflate);
        return flate_.get();
    }

private:
    std::size_t row_octets_ = 0; ///< 0: no predictor.
    std::size_t pixel_octets_ = 0;
    std::unique_ptr<PngRows> rows_;
    std::unique_ptr<Meter> meter_;
    std::unique_ptr<Pl_Flate> flate_;
};

/// qpdf then takes the stream for one that it cannot read.
class NeverRead : public QPDFStreamFilter {
public:
    bool setDecodeParms(QPDFObjectHandle) override { return false; }
    Pipeline* getDecodePipeline(Pipeline*) override
    {
        throw std::logic_error("a refused filter is asked to read [this is a bug]");
    }
};

void replace_filters()
{
    QPDF::registerStreamFilter("/FlateDecode", [] { return std::make_shared<MeteredFlate>(); });
    for (const char* name : {"/LZWDecode", "/RunLengthDecode"})
        QPDF::registerStreamFilter(name, [] { return std::make_shared<NeverRead>(); });
}

} // namespace

MeteredInflating::MeteredInflating(JudgingBudget& budget) : outer_(metering)
{
    static std::once_flag replaced;
    std::call_once(replaced, replace_filters);
    metering = &budget;
}

MeteredInflating::~MeteredInflating()
{
    metering = outer_;
}

} // namespace reservepost::layout

#include "batch/receivers/register_csv_export.h"

#include "batch/receivers/receiver_fields.h"
#include "batch/receivers/register.h"
#include "batch/receivers/register_csv.h"
#include "batch/receivers/register_toml.h"
#include "tests/support/files.h"
#include "tests/support/for_any.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace reservepost::batch::receivers {
namespace {

/// Words with everything that a format could trip over. They end with no blank, as lines do.
rc::Gen<std::string> words()
{
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                            "a", "Ø", "š", "\"", "\"\"", ";", ",", "|", "\\", "#", "'", "=", " ",
                            "–", "[", "true", "\\u0041", "0301", "+47", "𝄞", "\u2028")),
                        [](const std::vector<std::string>& parts) {
                            std::string text = "x";
                            for (const auto& part : parts)
                                if (text.size() < 150) text += part;
                            return text + '.';
                        });
}

rc::Gen<std::string> digits(std::size_t count)
{
    return rc::gen::container<std::string>(count, rc::gen::inRange('0', char('9' + 1)));
}

std::string some(const rc::Gen<std::string>& gen)
{
    return *rc::gen::oneOf(rc::gen::just(std::string()), gen);
}

std::vector<std::string> any_address()
{
    auto lines = *rc::gen::container<std::vector<std::string>>(
        static_cast<std::size_t>(*rc::gen::inRange(0, 6)), words());
    lines.push_back(*digits(4) + ' ' + *words());
    return lines;
}

holidays::Date any_date()
{
    return holidays::Date(1950, 1, 1) + *rc::gen::inRange(0, 365 * 240);
}

void give_contacts(Receiver& receiver)
{
    receiver.public_phone = "22 " + *digits(6);
    receiver.hours = some(words());
    receiver.contact_name = some(words());
    receiver.contact_phone = some(rc::gen::just(std::string("+47 400 00 001")));
    receiver.contact_email = some(rc::gen::just(std::string("a'b+c@example.no")));
    receiver.web = some(rc::gen::just(std::string("www.example.no/;a=1,2|3#4")));
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        receiver.warning_emails.push_back(std::to_string(i) + "|a@example.no");
}

/// A receiver of any content that the register could hold, with the given numbers.
Receiver any_receiver(const std::string& municipality, const std::string& district)
{
    Receiver receiver;
    receiver.key = {municipality, district};
    receiver.municipality_name = *words();
    receiver.district_name = district == "00" ? some(words()) : *words();
    receiver.default_district = district == "00";
    receiver.language = *rc::gen::element<std::string>("nb", "nn");
    receiver.address = any_address();
    receiver.reception = *rc::gen::element(Reception::Manual, Reception::System, Reception::Postal);
    receiver.confirmation = *rc::gen::element(Confirmation::Enclose, Confirmation::None);
    receiver.policy = *rc::gen::element<std::string>("40h-business", "24h-business");
    give_contacts(receiver);
    receiver.valid_from = any_date();
    if (*rc::gen::arbitrary<bool>()) receiver.valid_to = *receiver.valid_from + 1;
    if (*rc::gen::arbitrary<bool>()) receiver.agreement_date = any_date();
    return receiver;
}

/// Up to four municipalities, some with a district or a guest that uses the first one's address.
Snapshot any_register()
{
    Snapshot snapshot;
    for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
        const auto number = std::to_string(4200 + i);
        snapshot.receivers.push_back(any_receiver(number, "00"));
        if (*rc::gen::arbitrary<bool>()) snapshot.receivers.push_back(any_receiver(number, "07"));
    }
    if (snapshot.receivers.size() > 1 && *rc::gen::arbitrary<bool>()) {
        snapshot.receivers.back().host = snapshot.receivers.front().key;
        snapshot.receivers.back().address.clear();
    }
    std::ranges::sort(snapshot.receivers, {}, &Receiver::key);
    return snapshot;
}

TEST(RegisterExport, IsReadBackTheSameFromCsv)
{
    tests::for_any(200, [] {
        const auto snapshot = any_register();
        const auto text = csv_register(snapshot);
        const auto receivers = read_register_csv(text, "r.csv", {});
        RC_ASSERT(receivers == snapshot.receivers);
        RC_ASSERT(csv_register({receivers, {}}) == text);
    });
}

TEST(RegisterExport, IsReadBackTheSameFromToml)
{
    tests::for_any(100, [] {
        auto snapshot = any_register();
        snapshot.renumberings = {{"1201", {"4601"}, any_date(), *words()},
                                 {"1850", {"1806", "1875"}, any_date(), *words()}};
        const auto text = register_toml(snapshot);
        const auto file = read_register(text, "r.toml", {});
        RC_ASSERT(file.receivers == snapshot.receivers);
        RC_ASSERT(file.renumberings == snapshot.renumberings);
    });
}

TEST(RegisterExport, OpensInSpreadsheetsOfNorway)
{
    const auto samples =
        read_register(tests::file_text(std::string(RESERVEPOST_SOURCE) + "/samples/receivers.toml"),
                      "r.toml", {});
    const auto text = csv_register({samples.receivers, samples.renumberings});
    EXPECT_TRUE(text.starts_with("\xEF\xBB\xBFmunicipality;district;municipality_name;"));
    std::string header(3, ' ');
    for (const auto& field : receiver_fields())
        header += (header.size() == 3 ? "" : ";") + std::string(field.name);
    EXPECT_EQ(text.substr(3, text.find("\r\n") - 3), header.substr(3)) << "fields in their order";
    EXPECT_NE(text.find(";\"Oslo kommune, Bydel Gamle Oslo\nBarnevernstjenesten\n"),
              std::string::npos);
    EXPECT_EQ(read_register_csv(text, "r.csv", {}).size(), samples.receivers.size());
    EXPECT_EQ(csv_register({}).substr(3), header.substr(3) + "\r\n") << "an empty register";
}

} // namespace
} // namespace reservepost::batch::receivers

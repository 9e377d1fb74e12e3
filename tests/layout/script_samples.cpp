#include "script_samples.h"

namespace reservepost::layout {

const std::vector<ScriptSample>& script_samples()
{
    static const std::vector<ScriptSample> samples = {
        {"Norwegian bokmål", "nb",
         "Jeg er bekymret for et barn i gata vår. Barnet er ofte alene ute sent på kvelden og har "
         "fortalt datteren min at det ikke er noen voksne hjemme. Jeg har sett dette flere ganger "
         "denne måneden, også etter klokka 22.30, og håper barneverntjenesten kan undersøke "
         "omsorgssituasjonen så raskt som mulig. Læreren på Årvoll skole vet også om det."},
        {"Norwegian nynorsk", "nn",
         "Eg er uroleg for eit barn i gata vår. Barnet er ofte åleine ute seint på kvelden og har "
         "fortalt dotter mi at det ikkje er nokon vaksne heime. Eg har sett dette fleire gonger "
         "denne månaden, og vonar at barneverntenesta kan undersøkje omsorgssituasjonen så snart "
         "som råd er."},
        {"North Sámi", "se",
         "Mun lean fuolas dán máná dihte. Mánná lea dávjá okto olgun maŋŋit eahkes, ja lea "
         "muitalan "
         "mu nieidii ahte eai leat rávisolbmot ruovttus. Mun lean oaidnán dán máŋgii dán mánu, ja "
         "sávan ahte mánáidsuodjalus sáhttá veahkehit. Čállet munnje jus dárbbašehpet eanet "
         "dieđuid, dahje riŋgejehket Kárášjohkii."},
        {"Vietnamese", "vi",
         "Tôi lo lắng cho một đứa trẻ trên đường phố của chúng tôi. Đứa trẻ thường ở ngoài một "
         "mình "
         "vào buổi tối muộn và đã kể với con gái tôi rằng không có người lớn nào ở nhà. Tôi đã "
         "thấy "
         "điều này nhiều lần trong tháng này, và mong rằng cơ quan bảo vệ trẻ em có thể giúp đỡ "
         "càng sớm càng tốt."},
        {"Polish", "pl",
         "Martwię się o dziecko z naszej ulicy. Dziecko często przebywa samo na dworze późnym "
         "wieczorem i powiedziało mojej córce, że w domu nie ma nikogo dorosłego. Widziałam to "
         "kilka razy w tym miesiącu i mam nadzieję, że możecie pomóc. Źdźbło, łąka, żółć."},
        {"Somali", "so",
         "Waxaan ka welwelsanahay ilmo ku nool xaafaddeena. Ilmuhu wuxuu inta badan keligiis "
         "dibadda "
         "joogaa habeenkii dambe, wuxuuna gabadhayda u sheegay inaan qof weyn guriga joogin. "
         "Waxaan "
         "arkay dhowr jeer bishan, waxaanan rajeynayaa inaad caawin kartaan."},
        {"Ukrainian", "uk",
         "Я хвилююся за дитину з нашої вулиці. Дитина часто буває сама надворі пізно ввечері й "
         "розповіла моїй доньці, що вдома немає нікого з дорослих. Я бачила це кілька разів цього "
         "місяця і сподіваюся, що служба захисту дітей зможе допомогти якнайшвидше. Її ґанок "
         "навпроти нашого, під'їзд № 4."},
        {"Greek", "el",
         "Ανησυχώ για ένα παιδί στον δρόμο μας. Το παιδί είναι συχνά μόνο του έξω αργά το βράδυ "
         "και "
         "είπε στην κόρη μου ότι δεν υπάρχουν ενήλικες στο σπίτι. Το έχω δει πολλές φορές αυτόν "
         "τον "
         "μήνα και ελπίζω ότι μπορείτε να βοηθήσετε."},
        {"Arabic", "ar",
         "أنا قلق على طفل في شارعنا. كثيراً ما يكون الطفل وحده في الخارج في وقت متأخر من المساء، "
         "وقد "
         "أخبر ابنتي أنه لا يوجد أحد من الكبار في المنزل. لقد رأيت هذا عدة مرات هذا الشهر، وآمل أن "
         "تتمكنوا من المساعدة في أقرب وقت ممكن. الأستاذ محمد الأحمد يعرف ذلك أيضاً."},
        {"Persian", "fa",
         "من نگران کودکی در خیابان خودمان هستم. این کودک اغلب دیروقت شب بیرون تنهاست و به دخترم "
         "گفته است که هیچ بزرگ‌تری در خانه نیست. من این را چند بار در این ماه دیده‌ام "
         "و "
         "امیدوارم بتوانید کمک کنید."},
        {"Urdu", "ur",
         "مجھے ہماری گلی کے ایک بچے کی فکر ہے۔ بچہ اکثر شام کو دیر تک باہر اکیلا ہوتا ہے اور اس نے "
         "میری بیٹی کو بتایا ہے کہ گھر میں کوئی بڑا نہیں ہے۔ میں نے اس مہینے یہ کئی بار دیکھا ہے "
         "اور "
         "امید ہے کہ آپ مدد کر سکیں گے۔"},
        {"Hebrew", "he",
         "אני מודאג לגבי ילד ברחוב שלנו. הילד נמצא לעתים קרובות לבד בחוץ בשעות הערב המאוחרות, "
         "וסיפר "
         "לבת שלי שאין אף מבוגר בבית. ראיתי את זה כמה פעמים החודש, ואני מקווה שתוכלו לעזור בהקדם "
         "האפשרי. גם המורה בבית־הספר יודעת על כך, ושמה נוגה לוי."},
        {"Hebrew with points", "he",
         "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ׃ שָׁלוֹם עֲלֵיכֶם יְלָדִים טוֹבִים. "
         "אֲנִי דּוֹאֶגֶת לַיֶּלֶד הַזֶּה מִפְּנֵי שֶׁהוּא לְבַדּוֹ. בָּרוּךְ אַתָּה יְיָ אֱלֹהֵינוּ מֶלֶךְ הָעוֹלָם."},
        {"Arabic with vowels", "ar",
         "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ أَنَا قَلِقٌ عَلَى طِفْلٍ فِي شَارِعِنَا. اللّٰه مُحَمَّدٌ كَثِيرًا مَا يَكُونُ الطِّفْلُ "
         "وَحْدَهُ فِي الْخَارِجِ فِي وَقْتٍ مُتَأَخِّرٍ مِنَ الْمَسَاءِ."},
        {"Hindi", "hi",
         "मुझे हमारी गली के एक बच्चे की चिंता है। बच्चा अक्सर देर शाम को बाहर अकेला रहता है और उसने मेरी बेटी "
         "को बताया है कि घर पर कोई बड़ा नहीं है। मैंने इस महीने यह कई बार देखा है, और आशा है कि आप जल्द से "
         "जल्द मदद कर सकेंगे। क्षत्रिय, कर्म, हिन्दी।"},
        {"Tamil", "ta",
         "எங்கள் தெருவில் உள்ள ஒரு குழந்தையைப் பற்றி நான் கவலைப்படுகிறேன். குழந்தை அடிக்கடி மாலையில் "
         "தாமதமாக வெளியே தனியாக இருக்கிறது, வீட்டில் பெரியவர்கள் யாரும் இல்லை என்று என் மகளிடம் "
         "கூறியது. இந்த மாதம் பல முறை இதைப் பார்த்தேன், நீங்கள் உதவுவீர்கள் என்று நம்புகிறேன்."},
        {"Punjabi", "pa",
         "ਮੈਨੂੰ ਸਾਡੀ ਗਲੀ ਦੇ ਇੱਕ ਬੱਚੇ ਦੀ ਚਿੰਤਾ ਹੈ। ਬੱਚਾ ਅਕਸਰ ਦੇਰ ਸ਼ਾਮ ਨੂੰ ਬਾਹਰ ਇਕੱਲਾ ਹੁੰਦਾ ਹੈ ਅਤੇ ਉਸਨੇ ਮੇਰੀ ਧੀ "
         "ਨੂੰ ਦੱਸਿਆ ਹੈ ਕਿ ਘਰ ਵਿੱਚ ਕੋਈ ਵੱਡਾ ਨਹੀਂ ਹੈ।"},
        {"Thai", "th",
         "ฉันเป็นห่วงเด็กคนหนึ่งในถนนของเรา เด็กมักจะอยู่ข้างนอกคนเดียวในตอนดึก และบอกลูกสาวของฉันว่าไม่มีผู้ใหญ่อยู่ที่บ้าน "
         "ฉันเห็นเรื่องนี้หลายครั้งในเดือนนี้ และหวังว่าคุณจะช่วยได้โดยเร็วที่สุด น้ำที่นี่เย็นมาก",
         false},
        {"Burmese", "my",
         "ကျွန်ုပ်တို့၏လမ်းရှိ ကလေးတစ်ဦးအတွက် စိုးရိမ်ပါသည်။ ကလေးသည် ညနေနောက်ကျတွင် အပြင်၌ တစ်ယောက်တည်း မကြာခဏ "
         "ရှိနေပြီး အိမ်တွင် လူကြီးမရှိဟု ပြောခဲ့ပါသည်။",
         false},
        {"Khmer", "km",
         "ខ្ញុំព្រួយបារម្ភអំពីក្មេងម្នាក់នៅតាមផ្លូវរបស់យើង។ ក្មេងនេះច្រើនតែនៅខាងក្រៅម្នាក់ឯងនៅពេលយប់ជ្រៅ "
         "ហើយបានប្រាប់កូនស្រីរបស់ខ្ញុំថាគ្មានមនុស្សពេញវ័យនៅផ្ទះទេ។",
         false},
        {"Tigrinya", "ti",
         "ብዛዕባ ኣብ ጐደናና ዘሎ ቆልዓ ይሻቐል ኣለኹ። እቲ ቆልዓ መብዛሕትኡ ግዜ ምሸት ንበይኑ ኣብ ደገ እዩ ዝህሉ፣ ንጓለይ ድማ "
         "ኣብ ገዛ ዓቢ ሰብ ከምዘየለ ነጊርዋ። ኣብዚ ወርሒ እዚ ብዙሕ ግዜ ርእየዮ፣ ክትሕግዙና ተስፋ እገብር።"},
        {"Georgian", "ka",
         "მე ვღელავ ჩვენს ქუჩაზე მცხოვრები ბავშვის გამო. ბავშვი ხშირად მარტოა გარეთ გვიან საღამოს "
         "და "
         "უთხრა ჩემს ქალიშვილს, რომ სახლში უფროსი არავინ არის."},
        {"Armenian", "hy",
         "Ես անհանգստանում եմ մեր փողոցի մի երեխայի համար։ Երեխան հաճախ ուշ երեկոյան մենակ է "
         "դրսում և "
         "ասել է իմ դստերը, որ տանը մեծահասակ չկա։"},
        {"Chinese", "zh-Hans",
         "我很担心我们街上的一个孩子。这个孩子经常在晚上很晚的时候独自在外面，并告诉我的女儿家里没"
         "有大人。这个月我已"
         "经看到好几次了，希望儿童福利部门能尽快提供帮助。谢谢！",
         false},
        {"Japanese", "ja",
         "私たちの通りに住む子どものことが心配です。その子は夜遅くに一人で外にいることが多く、家に"
         "大人が誰もいないと"
         "娘に話しました。今月は何度も見かけました。「できるだけ早く」助けていただけることを願って"
         "います。",
         false},
        {"Korean", "ko",
         "우리 동네에 사는 한 아이가 걱정됩니다. 아이는 늦은 저녁에 자주 혼자 밖에 있으며, 집에 "
         "어른이 아무도 없다고 제 "
         "딸에게 말했습니다. 이번 달에 여러 번 보았고, 도와주실 수 있기를 바랍니다."},
    };
    return samples;
}

} // namespace reservepost::layout

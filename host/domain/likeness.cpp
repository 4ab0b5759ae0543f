#include "domain/likeness.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "base/search_form.h"
#include "base/text.h"
#include "domain/area.h"

namespace thongbao::domain {

namespace {

struct Word {
  std::string_view text;  ///< small letters without marks, digits, or other scripts
  bool hasDot = false;    ///< a dot stands right behind it
};

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}
bool areDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// The words of a form for searching. Letters of other scripts belong to words, so that names in
/// them are not all alike; the punctuation of U+2010–U+205E does not.
std::vector<Word> wordsOf(std::string_view form) {
  std::vector<Word> words;
  words.reserve(24);
  std::size_t start = 0;
  const auto end = [&](std::size_t at) {
    if (at > start)
      words.push_back({form.substr(start, at - start), at < form.size() && form[at] == '.'});
  };
  for (std::size_t i = 0; i < form.size();) {
    const std::size_t at = i;
    const char32_t c = base::nextCodePoint(form, i);
    const bool isLetter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                          (c >= 0x80 && (c < 0x2010 || c > 0x205E));
    if (isLetter) continue;
    end(at);
    start = i;
  }
  end(form.size());
  return words;
}

using Phrase = std::array<std::string_view, 4>;

/// The number of words that the phrase takes at `at`; 0 when it does not stand there.
std::size_t sizeAt(const std::vector<Word>& words, std::size_t at, const Phrase& phrase) {
  std::size_t size = 0;
  while (size < phrase.size() && !phrase[size].empty()) {
    if (at + size >= words.size() || words[at + size].text != phrase[size]) return 0;
    ++size;
  }
  return size;
}

template <std::size_t count>
std::size_t anyAt(const std::vector<Word>& words, std::size_t at,
                  const std::array<Phrase, count>& phrases) {
  std::size_t size = 0;
  for (const Phrase& phrase : phrases) size = std::max(size, sizeAt(words, at, phrase));
  return size;
}

constexpr std::array<Phrase, 3> kCompany{{{"cong", "ty"}, {"cty"}, {"ct"}}};
constexpr std::array<Phrase, 10> kBehindCompany{{{"trach", "nhiem", "huu", "han"},
                                                 {"tnhh"},
                                                 {"co", "phan"},
                                                 {"cp"},
                                                 {"mot", "thanh", "vien"},
                                                 {"1", "thanh", "vien"},
                                                 {"hai", "thanh", "vien"},
                                                 {"2", "thanh", "vien"},
                                                 {"mtv"},
                                                 {"hop", "danh"}}};
constexpr std::array<Phrase, 14> kOtherForms{{{"ho", "kinh", "doanh"},
                                              {"ho", "kd"},
                                              {"hkd"},
                                              {"ca", "nhan", "kinh", "doanh"},
                                              {"doanh", "nghiep", "tu", "nhan"},
                                              {"dntn"},
                                              {"hop", "tac", "xa"},
                                              {"htx"},
                                              {"co", "so", "kinh", "doanh"},
                                              {"co", "so", "san", "xuat"},
                                              {"cua", "hang"},
                                              {"gian", "hang"},
                                              {"shop"},
                                              {"tiem"}}};

/// How many words at the front say no more than what kind of seller it is.
std::size_t formSize(const std::vector<Word>& words) {
  std::size_t size = 0;
  for (bool isCompany = false;;) {
    std::size_t next = anyAt(words, size, kCompany);
    isCompany = isCompany || next > 0;
    if (next == 0 && isCompany) next = anyAt(words, size, kBehindCompany);
    if (next == 0) next = anyAt(words, size, kOtherForms);
    if (next == 0) return size;
    size += next;
  }
}

std::string joined(const std::vector<std::string>& words, std::size_t first, std::size_t end) {
  std::string text;
  for (std::size_t i = first; i < end; ++i) {
    if (i > first) text += ' ';
    text += words[i];
  }
  return text;
}

/// What an abbreviation in an address stands for. Letters that are words of their own, too, only
/// with a dot or before a number.
std::string_view meant(const Word& word, bool isBeforeNumber) {
  struct Short {
    std::string_view written, meant;
    bool needsDot;
  };
  static constexpr std::array<Short, 13> kShort{{{"p", "phuong", true},
                                                 {"q", "quan", true},
                                                 {"d", "duong", true},
                                                 {"h", "huyen", true},
                                                 {"x", "xa", true},
                                                 {"t", "tinh", true},
                                                 {"tp", "thanh pho", false},
                                                 {"tx", "thi xa", false},
                                                 {"tt", "thi tran", false},
                                                 {"kp", "khu pho", false},
                                                 {"tdp", "to dan pho", false},
                                                 {"kcn", "khu cong nghiep", false},
                                                 {"dg", "duong", false}}};
  for (const Short& one : kShort) {
    const bool isNumbered = isBeforeNumber && (one.written == "p" || one.written == "q");
    if (word.text == one.written && (!one.needsDot || word.hasDot || isNumbered)) return one.meant;
  }
  return word.text;
}

/// `5` for `05`; other words as they are.
std::string_view withoutZeros(std::string_view word) {
  while (word.size() > 1 && word[0] == '0' && isDigit(word[1])) word.remove_prefix(1);
  return word;
}

/// The words of an address written out: `P5` and `P.05` → `phuong 5`.
std::vector<std::string> writtenOut(const std::vector<Word>& words) {
  std::vector<std::string> all;
  all.reserve(words.size() + 4);
  const auto add = [&all](std::string_view text) {
    for (std::size_t blank; (blank = text.find(' ')) != std::string_view::npos;) {
      all.emplace_back(text.substr(0, blank));
      text.remove_prefix(blank + 1);
    }
    all.emplace_back(withoutZeros(text));
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].text;
    const bool isNumbered = (word[0] == 'p' || word[0] == 'q') && areDigits(word.substr(1));
    if (isNumbered) {
      add(word[0] == 'p' ? "phuong" : "quan");
      add(word.substr(1));
      continue;
    }
    add(meant(words[i], i + 1 < words.size() && areDigits(words[i + 1].text)));
  }
  return all;
}

/// A house's number is the first word, or stands behind a `số` that numbers nothing else.
bool hasHouseNumber(const std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 10> kNumbered{"duong", "pho", "to",  "khu", "ap",
                                                              "thon",  "doi", "xom", "hem", "ngo"};
  const auto begins = [&words](std::size_t at) {
    return at < words.size() && std::any_of(words[at].begin(), words[at].end(), isDigit);
  };
  if (begins(0)) return true;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == "so" && begins(i + 1) &&
        (i == 0 || std::find(kNumbered.begin(), kNumbered.end(), words[i - 1]) == kNumbered.end()))
      return true;
  return false;
}

/// Where the words end that stand before the country, a postal code and the province.
std::size_t endBefore(const Province& province, const std::vector<std::string>& words) {
  constexpr std::size_t kMostWords = 8;  // tỉnh Bà Rịa - Vũng Tàu
  std::size_t end = words.size();
  for (bool cut = true; cut && end > 0;) {
    cut = true;
    if (areDigits(words[end - 1]) || words[end - 1] == "vn")
      --end;
    else if (end > 1 && words[end - 2] == "viet" && words[end - 1] == "nam")
      end -= 2;
    else
      cut = false;
  }
  std::size_t first = end > kMostWords ? end - kMostWords : 0;
  std::string name;
  for (std::size_t i = first; i < end; ++i) name += words[i];
  for (std::string_view rest = name; first < end; rest.remove_prefix(words[first++].size()))
    if (provinceOfPlainName(rest) == &province) return first;
  return words.size();
}

}  // namespace

std::string nameKey(std::string_view name) {
  if (base::firstInvalidUtf8(name)) return {};
  const std::string form = base::searchForm(name);
  const std::vector<Word> words = wordsOf(form);
  std::string key;
  for (std::size_t i = formSize(words); i < words.size(); ++i) {
    if (!key.empty()) key += ' ';
    key += words[i].text;
  }
  constexpr std::size_t kFewestLetters = 3;
  return base::lengthOf(key) < kFewestLetters ? std::string() : key;
}

std::string addressKey(std::string_view address) {
  if (base::firstInvalidUtf8(address)) return {};
  const std::string form = base::searchForm(address);
  std::vector<std::string> words = writtenOut(wordsOf(form));
  if (!hasHouseNumber(words)) return {};
  const Province* province = provinceOfAddress(address);
  if (province) words.resize(endBefore(*province, words));
  std::erase_if(words, [](const std::string& word) { return word == "so" || word == "duong"; });
  constexpr std::size_t kFewestWords = 3, kFewestWithoutProvince = 5;
  if (words.size() < (province ? kFewestWords : kFewestWithoutProvince)) return {};
  std::string key = joined(words, 0, words.size());
  if (province) key.append(" | ").append(province->code);
  return key;
}

}  // namespace thongbao::domain

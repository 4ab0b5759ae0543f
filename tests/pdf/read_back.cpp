#include "pdf/read_back.h"

#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "support/run.h"
#include "support/temporary_folder.h"

namespace thongbao::pdf {

namespace {

std::string withoutEntities(std::string text) {
  for (const auto& [name, sign] : {std::pair("&lt;", "<"), std::pair("&gt;", ">"),
                                   std::pair("&quot;", "\""), std::pair("&amp;", "&")})
    text = std::regex_replace(text, std::regex(name), sign);
  return text;
}

}  // namespace

std::string runOn(const std::string& pdf, std::string command) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("document.pdf", pdf);
  command.replace(command.find("{}"), 2, "'" + file.string() + "'");
  return test::run(command + " 2>&1");
}

std::vector<ReadWord> wordsOf(const std::string& pdf) {
  std::istringstream lines(runOn(pdf, "pdftotext -q -bbox {} -"));
  const std::regex word(
      R"re(<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">(.*)</word>)re");
  std::vector<ReadWord> words;
  int page = 0;
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (line.find("<page ") != std::string::npos)
      ++page;
    else if (std::regex_search(line, match, word))
      words.push_back({page, std::stod(match[1]), std::stod(match[2]), std::stod(match[3]),
                       std::stod(match[4]), withoutEntities(match[5])});
  }
  return words;
}

std::string textOf(const std::string& pdf, int page) {
  const std::string range =
      page == 0 ? "" : "-f " + std::to_string(page) + " -l " + std::to_string(page) + " ";
  std::istringstream words(runOn(pdf, "pdftotext -layout " + range + "{} -"));
  std::string text;
  for (std::string word; words >> word;) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> fontsOf(const std::string& pdf) {
  std::istringstream lines(runOn(pdf, "pdffonts {}"));
  std::vector<std::string> fonts;
  for (std::string line; std::getline(lines, line);) fonts.push_back(line);
  fonts.erase(fonts.begin(), fonts.begin() + std::min<std::ptrdiff_t>(2, std::ssize(fonts)));
  return fonts;
}

std::string infoOf(const std::string& pdf) {
  return runOn(pdf, "pdfinfo {}");
}

bool isSound(const std::string& pdf) {
  try {
    runOn(pdf, "qpdf --check {}");
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

std::string unpacked(const std::string& pdf) {
  return runOn(pdf, "qpdf --qdf --object-streams=disable {} -");
}

ReadWord find(const std::vector<ReadWord>& words, const std::string& phrase) {
  std::istringstream stream(phrase);
  std::vector<std::string> wanted;
  for (std::string word; stream >> word;) wanted.push_back(word);
  for (std::size_t i = 0; i + wanted.size() <= words.size(); ++i) {
    bool same = true;
    for (std::size_t k = 0; k < wanted.size() && same; ++k)
      same = words[i + k].text == wanted[k] && words[i + k].page == words[i].page &&
             std::abs(words[i + k].bottom - words[i].bottom) < 1;
    if (!same) continue;
    ReadWord found = words[i];
    found.right = words[i + wanted.size() - 1].right;
    found.text = phrase;
    return found;
  }
  ADD_FAILURE() << "not found on one line: " << phrase;
  return {};
}

}  // namespace thongbao::pdf

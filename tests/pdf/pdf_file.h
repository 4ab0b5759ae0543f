#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace thongbao::pdf {

using Json = nlohmann::json;

/// The objects of a PDF as qpdf lists them: names are `/Name`, strings `u:text` or `b:hex`,
/// references `5 0 R`.
class PdfFile {
 public:
  explicit PdfFile(const std::string& bytes);

  const Json& trailer() const { return trailer_; }
  /// The object behind a reference, and behind that one; anything else as it is. A stream is its
  /// dictionary.
  Json resolved(const Json& value) const;
  /// `at(catalog(), {"/MarkInfo", "/Marked"})`: resolved at each step, null where there is nothing.
  Json at(const Json& from, const std::vector<std::string>& keys) const;
  Json catalog() const { return at(trailer_, {"/Root"}); }
  /// The decoded bytes of a stream, by its reference.
  std::string stream(const Json& reference) const;
  /// References of the pages in order, and the decoded content of one.
  const std::vector<std::string>& pages() const { return pages_; }
  std::string content(std::size_t page) const;
  /// Every object and stream dictionary, by its reference.
  const Json& objects() const { return objects_; }

 private:
  Json objects_ = Json::object();
  Json streams_ = Json::object();
  Json trailer_;
  std::vector<std::string> pages_;
  std::vector<std::vector<std::string>> contents_;
};

/// A string of a PDF as UTF-8.
std::string textOfString(const Json& string);

/// One operator of a page's content with what stands before it.
struct Operator {
  std::string name;
  std::vector<std::string> operands;  ///< dictionaries and arrays whole
};

std::vector<Operator> operatorsOf(const std::string& content);

}  // namespace thongbao::pdf

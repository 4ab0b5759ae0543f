#include "pdf/pdf_file.h"

#include <openssl/evp.h>

#include <cctype>
#include <regex>

#include "base/text.h"
#include "pdf/read_back.h"

namespace thongbao::pdf {

namespace {

bool isReference(const Json& value) {
  static const std::regex form("[0-9]+ [0-9]+ R");
  return value.is_string() && std::regex_match(value.get_ref<const std::string&>(), form);
}

std::string fromBase64(const std::string& text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) return {};
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
  return bytes.substr(0, static_cast<std::size_t>(length) - padding);
}

bool isBlankByte(char c) {
  return c == '\0' || std::isspace(static_cast<unsigned char>(c));
}

bool endsWord(char c) {
  return isBlankByte(c) || std::string_view("()<>[]{}/%").find(c) != std::string_view::npos;
}

/// One behind the string, dictionary, array, name or word that begins at `from`.
std::size_t tokenEnd(const std::string& text, std::size_t from);

std::size_t literalEnd(const std::string& text, std::size_t from) {
  int depth = 0;
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '(')
      ++depth;
    else if (text[i] == ')' && --depth == 0)
      return i + 1;
  }
  return text.size();
}

std::size_t nestedEnd(const std::string& text, std::size_t from, const std::string& close) {
  for (std::size_t i = from; i < text.size();) {
    if (text.compare(i, close.size(), close) == 0) return i + close.size();
    i = isBlankByte(text[i]) ? i + 1 : tokenEnd(text, i);
  }
  return text.size();
}

std::size_t tokenEnd(const std::string& text, std::size_t from) {
  if (text[from] == '(') return literalEnd(text, from);
  if (text[from] == '[') return nestedEnd(text, from + 1, "]");
  if (text.compare(from, 2, "<<") == 0) return nestedEnd(text, from + 2, ">>");
  if (text[from] == '<') return std::min(text.find('>', from), text.size() - 1) + 1;
  std::size_t end = from + 1;
  while (end < text.size() && !endsWord(text[end])) ++end;
  return end;
}

bool isOperand(const std::string& token) {
  return std::string_view("(<[/+-.0123456789").find(token[0]) != std::string_view::npos ||
         token == "true" || token == "false" || token == "null";
}

}  // namespace

PdfFile::PdfFile(const std::string& bytes) {
  const Json all = Json::parse(
      runOn(bytes, "qpdf --json --json-stream-data=inline --decode-level=generalized {}"));
  for (const auto& [key, entry] : all.at("qpdf").at(1).items()) {
    if (key == "trailer") {
      trailer_ = entry.at("value");
      continue;
    }
    const std::string reference = key.substr(4);  // obj:
    if (entry.contains("stream")) {
      objects_[reference] = entry["stream"]["dict"];
      streams_[reference] = entry["stream"]["data"];
    } else {
      objects_[reference] = entry.at("value");
    }
  }
  for (const Json& page : all.at("pages")) {
    pages_.push_back(page.at("object"));
    contents_.push_back(page.at("contents"));
  }
}

Json PdfFile::resolved(const Json& value) const {
  if (!isReference(value)) return value;
  const auto found = objects_.find(value.get<std::string>());
  return found == objects_.end() ? Json() : resolved(*found);
}

Json PdfFile::at(const Json& from, const std::vector<std::string>& keys) const {
  Json value = resolved(from);
  for (const std::string& key : keys)
    value = value.is_object() && value.contains(key) ? resolved(value[key]) : Json();
  return value;
}

std::string PdfFile::stream(const Json& reference) const {
  if (!isReference(reference)) return {};
  const auto found = streams_.find(reference.get<std::string>());
  return found == streams_.end() ? "" : fromBase64(*found);
}

std::string PdfFile::content(std::size_t page) const {
  std::string all;
  for (const std::string& part : contents_[page]) all += stream(part) + "\n";
  return all;
}

std::string textOfString(const Json& string) {
  const std::string text = string.is_string() ? string.get<std::string>() : "";
  return text.starts_with("u:") ? text.substr(2) : text;
}

std::vector<Operator> operatorsOf(const std::string& content) {
  std::vector<Operator> operators;
  std::vector<std::string> operands;
  for (std::size_t i = 0; i < content.size();) {
    if (isBlankByte(content[i])) {
      ++i;
      continue;
    }
    const std::size_t end = tokenEnd(content, i);
    const std::string token = content.substr(i, end - i);
    i = end;
    if (isOperand(token)) {
      operands.push_back(token);
      continue;
    }
    operators.push_back({token, std::move(operands)});
    operands.clear();
    if (token == "ID") i = std::min(content.find("\nEI", i), content.size());  // an inline image
  }
  return operators;
}

}  // namespace thongbao::pdf

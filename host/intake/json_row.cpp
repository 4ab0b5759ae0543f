#include "intake/json_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "base/words.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;
using Json = nlohmann::json;

constexpr std::size_t kMostLevels = 32;

/// Gives out the values of an object as the library reports them.
class Reader final : public nlohmann::json_sax<Json> {
 public:
  Reader(std::string_view text, const TakeValue& take) : text_(text), take_(take) {}

  bool null() override { return put({}); }
  bool boolean(bool value) override { return put(value ? "true" : "false"); }
  bool number_integer(Json::number_integer_t value) override { return put(std::to_string(value)); }
  bool number_unsigned(Json::number_unsigned_t value) override {
    return put(std::to_string(value));
  }
  bool number_float(Json::number_float_t, const std::string& asWritten) override {
    return put(asWritten);
  }
  bool string(std::string& value) override {
    refuseZero(value);
    return put(std::move(value));
  }
  bool binary(Json::binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(false); }
  bool end_object() override {
    levels_.pop_back();
    return true;
  }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override {
    levels_.pop_back();
    if (--arrays_ == 0) take_(path_, array_);
    return true;
  }
  bool key(std::string& name) override {
    refuseZero(name);
    if (arrays_) {
      keyInArray_ = name;
      return true;
    }
    path_.resize(levels_.back().pathLength);
    if (!path_.empty()) path_ += '.';
    path_ += name;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&,
                   const Json::exception& error) override {
    const std::size_t offset = std::min(position ? position - 1 : 0, text_.size());
    const base::Place place{.line = base::lineColumnAt(text_, offset).line};
    constexpr int kNumberOverflow = 406;
    if (error.id == kNumberOverflow)
      throw Error(Code::badInput, tr("A number of the JSON is too large."), place,
                  tr("Put it between quotes."));
    throw Error(Code::badInput, tr("This is not valid JSON."), place,
                tr("Check the brackets, quotes and commas around this line."));
  }

 private:
  struct Level {
    bool isArray;
    std::size_t pathLength;  ///< of the keys around it
  };

  bool open(bool isArray) {
    if (levels_.size() == kMostLevels)
      throw Error(Code::badInput, say("The JSON is more than {} levels deep.", kMostLevels), {},
                  tr("Give the values of one seller side by side."));
    levels_.push_back({isArray, path_.size()});
    if (isArray && arrays_++ == 0) array_.clear();
    return true;
  }

  bool put(std::string value) {
    if (!arrays_) {
      take_(path_, value);
    } else if (!value.empty()) {
      if (!array_.empty()) array_ += ", ";
      if (!levels_.back().isArray) (array_ += keyInArray_) += ": ";
      array_ += value;
    }
    return true;
  }

  static void refuseZero(const std::string& text) {
    if (text.find('\0') != std::string::npos)
      throw Error(Code::badInput, tr("There is a zero character (\\u0000) in a text."), {},
                  tr("Take it out."));
  }

  std::string_view text_;
  const TakeValue& take_;
  std::vector<Level> levels_;
  std::string path_;        ///< of the value that comes, when it is in no array
  std::size_t arrays_ = 0;  ///< open ones, each in the one before
  std::string array_;       ///< the text of the outermost
  std::string keyInArray_;
};

}  // namespace

void readJsonRow(std::string_view text, const TakeValue& take) {
  Reader reader(text, take);
  Json::sax_parse(text.begin(), text.end(), &reader);
}

}  // namespace thongbao::intake

#include "workspace/profile.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

#include "base/error.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/identifiers.h"
#include "workspace/keys.h"
#include "workspace/nearest.h"
#include "workspace/sign_settings.h"

namespace thongbao::workspace {

namespace {

using base::Json;
using base::say;
using base::tr;

constexpr std::uint64_t kLargestProfile = 64U << 10U;

/// What is wrong with one value, or nothing.
using Complaint = std::optional<std::string>;

Complaint checkText(const Json& value, const Key& key, std::string& text) {
  if (!value.is_string()) return tr("The value must be a text in quotation marks.");
  const std::string nfc = base::toNfc(value.get_ref<const std::string&>());
  if (base::lengthOf(nfc) > key.most)
    return say("The text is longer than {} characters.", key.most);
  if (base::cleanLine(nfc) != nfc)
    return tr("The text has a line break, a control character or surplus blanks.");
  if (!std::regex_match(nfc, std::regex(key.shape->pattern))) return tr(key.shape->complaint);
  text = nfc;
  const bool isAddress = key.shape == &kEmail || key.shape == &kBounceEmail;
  if (!isAddress || nfc.empty()) return std::nullopt;
  const auto address = domain::normalEmail(nfc);
  if (!address) return address.error().sentence();
  text = address->value;
  return std::nullopt;
}

/// Puts a value into its field of the profile, or says why not.
struct Taker {
  const Key& key;
  const Json& value;
  const std::filesystem::path& folder;

  Complaint operator()(std::monostate) const {
    std::string ignored;
    return checkText(value, key, ignored);
  }
  Complaint operator()(std::string* text) const { return checkText(value, key, *text); }
  Complaint operator()(std::filesystem::path* path) const {
    std::string text;
    const Complaint complaint = checkText(value, key, text);
    if (!complaint && !text.empty()) *path = folder / text;
    return complaint;
  }
  template <class Number>
  Complaint operator()(Number* number) const {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() < key.least ||
        value.get<std::uint64_t>() > key.most)
      return say("The value must be a whole number from {} to {}.", key.least, key.most);
    *number = value.get<Number>();
    return std::nullopt;
  }
  Complaint operator()(bool* is) const {
    if (!value.is_boolean()) return tr("The value must be true or false.");
    *is = value.get<bool>();
    return std::nullopt;
  }
  Complaint operator()(PathList* paths) const {
    if (!value.is_array()) return tr("The value must be a list in square brackets.");
    for (const Json& item : value) {
      std::filesystem::path path;
      if (const Complaint complaint = Taker{key, item, folder}(&path)) return complaint;
      if (path.empty()) return tr("The list has an empty entry.");
      paths->push_back(path);
    }
    return std::nullopt;
  }
  Complaint operator()(PluginSettings* plugins) const {
    if (!value.is_object()) return tr("The value must be an object in braces.");
    for (const auto& [id, settings] : value.items()) {
      if (!settings.is_object()) return say("“{}” must be an object in braces.", id);
      for (const auto& [name, setting] : settings.items())
        if (const Complaint complaint = checkText(setting, key, (*plugins)[id][name]))
          return say("“{}”, “{}”: ", id, name) + *complaint;
    }
    return std::nullopt;
  }
};

/// The line of every key, by its path. `text` is known to be valid JSON.
std::map<std::string, std::uint64_t> linesOf(const std::string& text) {
  std::map<std::string, std::uint64_t> lines;
  std::vector<std::string> parts;
  std::istringstream stream(text);
  const auto note = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (event != Json::parse_event_t::key) return true;
    parts.resize(static_cast<std::size_t>(depth - 1));
    parts.push_back(parsed.get<std::string>());
    std::string path;
    for (const auto& part : parts) path += (path.empty() ? "" : ".") + part;
    const auto offset = stream.rdbuf()->pubseekoff(0, std::ios::cur, std::ios::in);
    lines[path] = base::lineColumnAt(text, static_cast<std::size_t>(offset)).line;
    return true;
  };
  const Json read = Json::parse(stream, note);
  return lines;
}

struct Problem {
  std::string path;
  std::uint64_t line = 0;
  std::string sentence;
  std::string advice;
};

class Reader {
 public:
  Reader(const Json& root, const std::string& text, std::filesystem::path folder)
      : lines_(linesOf(text)), folder_(std::move(folder)) {
    readObject(root, "");
    findMissing(root);
    checkPassword("mail.password_env", profile_.mail.password);
    checkPassword("mailbox.password_env", profile_.mailbox.password);
    takePathOfMaildir();
    for (const auto& [path, sentence, advice] : contradictions(profile_.sign))
      tell(path, sentence, advice);
  }
  const Profile& profile() const { return profile_; }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  void tell(const std::string& path, const std::string& sentence, const std::string& advice = {}) {
    std::string known = path;
    while (!known.empty() && !lines_.contains(known)) known = parentOf(known);
    problems_.push_back({path, known.empty() ? 1 : lines_.at(known), sentence, advice});
  }

  void checkPassword(const std::string& path, const SecretSource& password) {
    if (!password.file.empty() && !password.variable.empty())
      tell(path, tr("Name the password's file or its variable, not both."));
  }

  void takePathOfMaildir() {
    std::string& maildir = profile_.mailbox.folder;
    if (profile_.mailbox.kind == "maildir" && !maildir.empty())
      maildir = (folder_ / maildir).string();
  }

  void readObject(const Json& object, const std::string& prefix) {
    for (const auto& [name, value] : object.items()) readKey(prefix + name, value);
  }

  void readKey(const std::string& path, const Json& value) {
    const auto key = std::find_if(keys().begin(), keys().end(),
                                  [&path](const Key& known) { return known.path == path; });
    if (key != keys().end()) {
      const auto complaint = std::visit(Taker{*key, value, folder_}, key->field(profile_));
      if (complaint) tell(path, *complaint);
    } else if (!sections().contains(path)) {
      tell(path, unknownKey(path));
    } else if (value.is_object()) {
      readObject(value, path + ".");
    } else {
      tell(path, tr("The value must be an object in braces."));
    }
  }

  static std::string unknownKey(const std::string& path) {
    if (lastPart(path) == "password" || lastPart(path) == "pin")
      return tr(
          "A password never stands in the profile: put it into a file of its own and name "
          "the file in “password_file”, or name a variable in “password_env”.");
    std::vector<std::string> known;
    for (const Key& key : keys()) known.push_back(key.path);
    for (const auto& section : sections()) known.push_back(section.first);
    const std::string nearest = nearestKey(path, known);
    return nearest.empty() ? tr("There is no such key.")
                           : say("There is no such key; did you mean “{}”?", nearest);
  }

  /// Tells a missing section once, not each of its keys.
  void findMissing(const Json& root) {
    std::set<std::string> told;
    for (const Key& key : keys()) {
      if (key.need == Need::nothing) continue;
      const Json* object = &root;
      std::string path;
      std::istringstream parts(key.path);
      for (std::string part; object && std::getline(parts, part, '.');) {
        if (!object->is_object()) break;
        path += (path.empty() ? "" : ".") + part;
        const auto found = object->find(part);
        object = found == object->end() ? nullptr : &*found;
      }
      if (!object && told.insert(path).second) tell(path, tr("This key is missing."));
    }
  }

  Profile profile_;
  std::map<std::string, std::uint64_t> lines_;
  std::filesystem::path folder_;
  std::vector<Problem> problems_;
};

[[noreturn]] void refuse(std::vector<Problem> problems, const std::filesystem::path& file) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  const Problem& first = problems.front();
  std::string sentence = first.sentence;
  for (std::size_t i = 1; i < problems.size(); ++i) {
    const auto& [path, line, further, advice] = problems[i];
    sentence += " " + say("Line {}, “{}”: ", line, path) + further;
    if (!advice.empty()) sentence += " " + advice;
  }
  throw base::Error(base::Code::usage, sentence,
                    {.file = file.string(), .line = first.line, .field = first.path}, first.advice);
}

bool isEmpty(const Field& field) {
  const auto* const* text = std::get_if<std::string*>(&field);
  return text && (*text)->empty();
}

std::vector<std::string> missingFor(Need need, Profile profile) {
  std::vector<std::string> missing;
  for (const Key& key : keys())
    if (key.need == need && isEmpty(key.field(profile))) missing.push_back(key.path);
  return missing;
}

}  // namespace

Profile readProfile(const std::filesystem::path& file) {
  std::string text;
  Json root;
  try {
    text = base::readFile(file, kLargestProfile);
    root = base::parseJson(text, file.string());
  } catch (const base::Error& error) {
    throw base::Error(base::Code::usage, error.sentence(), error.place(), error.advice());
  }
  if (!root.is_object())
    throw base::Error(base::Code::usage, tr("The profile must be an object in braces."),
                      {.file = file.string(), .line = 1});
  const Reader reader(root, text, std::filesystem::absolute(file).parent_path());
  if (!reader.problems().empty()) refuse(reader.problems(), file);
  return reader.profile();
}

std::vector<std::string> missingForIssuing(const Profile& profile) {
  return missingFor(Need::issuing, profile);
}

std::vector<std::string> missingForMail(const Profile& profile) {
  std::vector<std::string> missing = missingFor(Need::mail, profile);
  const SecretSource& password = profile.mail.password;
  if (!profile.mail.user.empty() && password.file.empty() && password.variable.empty())
    missing.push_back("mail.password_file");
  return missing;
}

std::vector<std::string> missingForMailbox(const Profile& profile) {
  const MailboxSettings& mailbox = profile.mailbox;
  if (!mailbox.wanted()) return {"mailbox.kind"};
  std::vector<std::string> missing;
  const auto need = [&missing](bool isThere, const char* path) {
    if (!isThere) missing.emplace_back(path);
  };
  if (mailbox.kind == "maildir") {
    need(!mailbox.folder.empty(), "mailbox.folder");
    return missing;
  }
  need(!mailbox.host.empty(), "mailbox.host");
  need(!mailbox.user.empty(), "mailbox.user");
  need(!mailbox.password.file.empty() || !mailbox.password.variable.empty(),
       "mailbox.password_file");
  return missing;
}

}  // namespace thongbao::workspace

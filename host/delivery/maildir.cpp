#include "delivery/mail_sources.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>

#include "base/files.h"
#include "base/words.h"

namespace thongbao::delivery {

namespace {

namespace fs = std::filesystem;

/// `1732417509.M1P2.host:2,S` → `1732417509.M1P2.host`: what does not change when a mail program
/// moves the file from new to cur or marks it.
std::string uniquePart(const std::string& fileName) {
  return fileName.substr(0, fileName.find(':'));
}

/// The seconds at the name's beginning, 0 for a name that has none.
std::uint64_t secondsOf(const std::string& name) {
  std::uint64_t seconds = 0;
  std::from_chars(name.data(), name.data() + name.size(), seconds);
  return seconds;
}

/// Unique name → file.
std::map<std::string, fs::path> filesOf(const fs::path& maildir) {
  std::map<std::string, fs::path> files;
  for (const char* folder : {"new", "cur"})
    for (const auto& entry : fs::directory_iterator(maildir / folder)) {
      const std::string name = entry.path().filename();
      if (!name.starts_with('.') && entry.symlink_status().type() == fs::file_type::regular)
        files[uniquePart(name)] = entry.path();
    }
  return files;
}

std::map<std::string, fs::path> filesOrError(const fs::path& maildir) {
  try {
    return filesOf(maildir);
  } catch (const fs::filesystem_error& error) {
    throw base::Error(
        base::Code::usage,
        base::say("The folder cannot be read as a maildir: “{}”.", error.code().message()),
        {.file = maildir.string(), .field = "mailbox.folder"},
        base::tr("A maildir has the folders “new” and “cur”."));
  }
}

/// The file's bytes, or nullopt when it is gone. It is looked for once more, because a mail program
/// may have moved it since the folder was read.
std::optional<std::string> bytesOf(const fs::path& maildir, const std::string& name,
                                   const fs::path& file, std::uint64_t most) {
  try {
    return base::readFile(file, most);
  } catch (const base::Error& error) {
    if (error.code() != base::Code::notFound) throw;
  }
  const auto files = filesOrError(maildir);
  const auto moved = files.find(name);
  if (moved == files.end()) return std::nullopt;
  return base::readFile(moved->second, most);
}

}  // namespace

void readMaildir(const Reading& reading) {
  const fs::path maildir = reading.settings.folder;
  const auto files = filesOrError(maildir);
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(file.first);
  std::stable_sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return secondsOf(a) < secondsOf(b);
  });
  KnownPart known(names, reading.cursor);
  for (std::size_t i = known.size(); i < names.size(); ++i) {
    if (reading.stop) return;
    const std::string cursorAfter = known.next();
    std::optional<std::string> bytes;
    try {
      bytes = bytesOf(maildir, names[i], files.at(names[i]), reading.settings.mostBytes);
    } catch (const base::Error& error) {
      reading.unread(error, cursorAfter);
    }
    if (bytes) reading.each(*bytes, cursorAfter);
  }
}

}  // namespace thongbao::delivery

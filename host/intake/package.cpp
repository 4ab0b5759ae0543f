#include "intake/package.h"

#include <zip.h>

#include <algorithm>

#include "base/error.h"
#include "base/files.h"
#include "base/words.h"
#include "intake/little_endian.h"

namespace thongbao::intake {

namespace {

using base::Code;
using base::Error;
using base::say;
using base::tr;

constexpr std::uint64_t kMostEntries = 10'000;
constexpr std::uint64_t kMostRatio = 200;
constexpr std::uint64_t kSmallBytes = 16U << 20U;

[[noreturn]] void refuseSize(const std::filesystem::path& file) {
  throw Error(Code::badInput, tr("The workbook unpacks to more bytes than may be read."),
              {.file = file.string()},
              tr("Save the list as CSV UTF-8, or cut it into several files."));
}

[[noreturn]] void refuseEntries(const std::filesystem::path& file) {
  throw Error(Code::badInput, say("The archive has more than {} entries.", kMostEntries),
              {.file = file.string()});
}

/// The library keeps every entry in memory: the number that the archive's end tells is looked at
/// before.
void refuseTooManyEntries(const std::filesystem::path& file) {
  constexpr std::uint64_t kEndAndComment = 22 + 65'535 + 76;
  std::ifstream stream = base::openForReading(file);
  const std::uint64_t size = std::filesystem::file_size(file);
  std::string end(std::min(size, kEndAndComment), '\0');
  stream.seekg(static_cast<std::streamoff>(size - end.size()));
  stream.read(end.data(), static_cast<std::streamsize>(end.size()));
  for (std::size_t at = 0; (at = end.find("PK\x05\x06", at)) != std::string::npos; ++at)
    if (numberAt<std::uint16_t>(end, at + 10) > kMostEntries) refuseEntries(file);
  for (std::size_t at = 0; (at = end.find("PK\x06\x06", at)) != std::string::npos; ++at)
    if (numberAt<std::uint64_t>(end, at + 32) > kMostEntries) refuseEntries(file);
}

bool leadsOutside(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.find_first_of("\\:") != std::string::npos)
    return true;
  for (const auto& step : std::filesystem::path(name))
    if (step == "..") return true;
  return false;
}

std::string lowerCase(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name;
}

std::shared_ptr<zip> openArchive(const std::filesystem::path& file) {
  int code = 0;
  if (zip_t* archive = zip_open(file.c_str(), ZIP_RDONLY, &code)) return {archive, zip_discard};
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string detail = zip_error_strerror(&error);
  zip_error_fini(&error);
  refuseDamaged(file, detail);
}

}  // namespace

Package::Package(const std::filesystem::path& file, std::uint64_t mostUnpackedBytes) : file_(file) {
  refuseTooManyEntries(file);
  archive_ = openArchive(file);
  const auto entries = static_cast<std::uint64_t>(zip_get_num_entries(archive_.get(), 0));
  if (entries > kMostEntries) refuseEntries(file);
  for (std::uint64_t i = 0; i < entries; ++i) {
    const char* raw = zip_get_name(archive_.get(), i, ZIP_FL_ENC_GUESS);
    const std::string name = raw ? raw : "";
    if (leadsOutside(name))
      throw Error(Code::badInput, say("The archive has an entry that leads outside: “{}”.", name),
                  {.file = file.string()}, tr("Do not open it; ask who sent it."));
    if (!entries_.emplace(lowerCase(name), i).second)
      throw Error(Code::badInput, say("The archive has two entries “{}”.", name),
                  {.file = file.string()}, tr("Do not open it; ask who sent it."));
  }
  bytesLeft_ = std::make_shared<std::uint64_t>(
      std::min(mostUnpackedBytes, kSmallBytes + kMostRatio * std::filesystem::file_size(file)));
}

bool Package::has(const std::string& part) const {
  return entries_.count(lowerCase(part)) != 0;
}

PartBytes Package::bytesOf(const std::string& part,
                           std::shared_ptr<std::uint64_t> bytesLeft) const {
  const auto entry = entries_.find(lowerCase(part));
  if (entry == entries_.end()) refuseDamaged(file_, part);
  const std::shared_ptr<zip_file_t> opened(zip_fopen_index(archive_.get(), entry->second, 0),
                                           [](zip_file_t* open) {
                                             if (open) zip_fclose(open);
                                           });
  if (!opened && zip_error_code_zip(zip_get_error(archive_.get())) == ZIP_ER_NOPASSWD)
    throw Error(Code::badInput, tr("The workbook is locked with a password."),
                {.file = file_.string()},
                tr("Open it in the spreadsheet program and save it as .xlsx without a password."));
  if (!opened) refuseDamaged(file_, zip_strerror(archive_.get()));
  return [archive = archive_, opened, file = file_, bytesLeft = std::move(bytesLeft)](
             char* into, std::size_t size) {
    const auto got = zip_fread(opened.get(), into, size);
    if (got < 0) refuseDamaged(file, zip_file_strerror(opened.get()));
    const auto bytes = static_cast<std::size_t>(got);
    if (bytes > *bytesLeft) refuseSize(file);
    *bytesLeft -= bytes;
    return bytes;
  };
}

std::unique_ptr<XmlPart> Package::open(const std::string& part) const {
  return std::make_unique<XmlPart>(bytesOf(part, bytesLeft_), file_);
}

PartBytes Package::look(const std::string& part) const {
  return bytesOf(part, std::make_shared<std::uint64_t>(*bytesLeft_));
}

}  // namespace thongbao::intake

#include "delivery/print.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/files.h"
#include "base/hash.h"

namespace thongbao::delivery {

namespace {

constexpr std::size_t kLongestEnding = 8;
constexpr std::size_t kHashInName = 16;

std::filesystem::path freeName(const std::filesystem::path& folder, const std::string& fileName,
                               const std::string& hash) {
  const std::filesystem::path file = folder / plainFileName(fileName);
  if (!std::filesystem::exists(file) || base::sha256OfFile(file) == hash) return file;
  const std::string stem = file.stem().string() + "-" + hash.substr(0, kHashInName);
  return folder / (stem + file.extension().string());
}

}  // namespace

std::string plainFileName(const std::string& fileName) {
  const auto dot = fileName.rfind('.');
  if (dot == std::string::npos) return base::fileNameOf(fileName);
  return base::fileNameOf(fileName.substr(0, dot)) + "." +
         base::fileNameOf(fileName.substr(dot + 1), kLongestEnding);
}

Outcome printLetter(const std::filesystem::path& folder, const std::string& fileName,
                    const std::string& bytes) {
  using std::filesystem::perms;
  const std::string hash = base::sha256(bytes);
  try {
    const std::filesystem::path file = freeName(folder, fileName, hash);
    base::writeFile(file, bytes);
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write);
    return {domain::DispatchState::accepted, fmt::format("{} sha256:{}", file.string(), hash)};
  } catch (const base::Error& error) {
    return {domain::DispatchState::deferred, base::describe(error)};
  } catch (const std::filesystem::filesystem_error& error) {
    return {domain::DispatchState::deferred, error.code().message()};
  }
}

}  // namespace thongbao::delivery

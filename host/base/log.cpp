#include "base/log.h"

#include <Poco/AutoPtr.h>
#include <Poco/FileChannel.h>
#include <Poco/FormattingChannel.h>
#include <Poco/NullChannel.h>
#include <Poco/PatternFormatter.h>

namespace thongbao::base {

void logTo(const std::filesystem::path& file) {
  Poco::AutoPtr<Poco::FileChannel> channel(new Poco::FileChannel(file.string()));
  channel->setProperty("rotation", "10 M");
  channel->setProperty("purgeCount", "5");
  Poco::AutoPtr<Poco::PatternFormatter> pattern(
      new Poco::PatternFormatter("%Y-%m-%dT%H:%M:%S.%iZ %p %s: %t"));
  Poco::AutoPtr<Poco::FormattingChannel> formatted(new Poco::FormattingChannel(pattern, channel));
  Poco::Logger::root().setChannel(formatted);
  Poco::Logger::setChannel("", formatted);
}

Poco::Logger& log(const char* room) {
  if (!Poco::Logger::root().getChannel())
    Poco::Logger::root().setChannel(Poco::AutoPtr<Poco::NullChannel>(new Poco::NullChannel));
  return Poco::Logger::get(room);
}

}  // namespace thongbao::base

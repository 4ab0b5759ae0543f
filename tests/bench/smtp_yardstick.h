#pragma once

#include <sys/types.h>

#include <cstddef>

namespace thongbao::bench {

/// Whether `./dev` has unpacked Postfix, whose smtp-source and smtp-sink are the yardstick.
bool hasSmtpYardstick();

/// smtp-sink on a free port of 127.0.0.1: takes every mail and throws it away. Ended by the
/// destructor, and by the system when this process dies. Throws when it does not start.
class SmtpSink {
 public:
  SmtpSink();
  ~SmtpSink();
  SmtpSink(const SmtpSink&) = delete;
  SmtpSink& operator=(const SmtpSink&) = delete;

  unsigned short port() const { return port_; }

 private:
  pid_t child_ = 0;
  unsigned short port_ = 0;
};

/// How many mails of so many bytes smtp-source hands over in a second through so many connections
/// that stay open, to the server on that port of 127.0.0.1: the median of three runs. Throws when
/// a run fails.
double mailsASecondOfSmtpSource(int connections, std::size_t bytes, int mails, unsigned short port);

}  // namespace thongbao::bench

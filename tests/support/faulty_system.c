/* Laid before the program (LD_PRELOAD), so that a test can see what it does on a bad machine:

   FAULTY_SYNC=N or N-M: its Nth call of fsync or fdatasync fails, or those from the Nth to the Mth.
   FAULTY_THREADS=N: it gets no more than N threads beside its first one, ended ones included.
   FAULTY_CLOCK=FILE: the time of day is so many seconds later (or, negative, earlier) as the file
   says at that moment; as long as there is none it is right. */
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int syncFails(void) {
  static atomic_int calls;
  const char* which = getenv("FAULTY_SYNC");
  int first = 0, last = 0;
  if (!which) return 0;
  const int number = ++calls;
  if (sscanf(which, "%d-%d", &first, &last) < 2) last = first;
  return number >= first && number <= last;
}

static int synced(const char* name, int descriptor) {
  if (syncFails()) {
    errno = EIO;
    return -1;
  }
  int (*real)(int);
  *(void**)&real = dlsym(RTLD_NEXT, name);
  return real(descriptor);
}

int fsync(int descriptor) {
  return synced("fsync", descriptor);
}

int fdatasync(int descriptor) {
  return synced("fdatasync", descriptor);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                   void* of) {
  static atomic_int threads;
  const char* most = getenv("FAULTY_THREADS");
  if (most && ++threads > atoi(most)) return EAGAIN;
  int (*real)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  *(void**)&real = dlsym(RTLD_NEXT, "pthread_create");
  return real(thread, attributes, run, of);
}

static long secondsOff(void) {
  const char* name = getenv("FAULTY_CLOCK");
  FILE* file = name ? fopen(name, "r") : NULL;
  long seconds = 0;
  if (!file) return 0;
  if (fscanf(file, "%ld", &seconds) != 1) seconds = 0;
  fclose(file);
  return seconds;
}

int clock_gettime(clockid_t clock, struct timespec* time) {
  int (*real)(clockid_t, struct timespec*);
  *(void**)&real = dlsym(RTLD_NEXT, "clock_gettime");
  const int result = real(clock, time);
  if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += secondsOff();
  return result;
}

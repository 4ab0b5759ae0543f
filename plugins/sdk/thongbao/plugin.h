/* The boundary between Thongbao and a platform plugin: plain C, so that neither compiler nor
 * standard library has to be the same on both sides. C++ writers use <thongbao/plugin.hpp>.
 *
 * A plugin is a shared library `<id>.so` beside its manifest `<id>.json`. It exports one data
 * symbol, `thongbao_plugin_entry_v1`. The host loads it in a child process of its own, one
 * process a pull, and never unloads it. So a plugin may crash without harm to anyone else, has no
 * terminal, an empty environment, and a limit on memory and time.
 *
 * Rules for both sides
 *  - Thread: every function here is called on one and the same thread, [pull-thread].
 *  - Text: pointer and length, UTF-8, no NUL at the end; the pointer may be null when the size is
 *    0. At most 64 KiB. A text is borrowed: it is valid during the call, and a text that a host
 *    function gives back is valid as long as its comment says. Nobody frees the other's memory.
 *  - No exception, longjmp or signal crosses the boundary.
 *  - Structs begin with their size in bytes, as their maker compiled them. Whoever reads one
 *    touches only fields inside that size (THONGBAO_HAS). Fields are only ever added at the end,
 *    with a newer minor version; the major versions of both sides must be equal, and a newer
 *    minor version is accepted.
 *  - New abilities come only as services with a name and a version. `thongbao.table/1` is here;
 *    `thongbao.http/1` and `thongbao.send/1` are reserved names for later versions.
 */
#ifndef THONGBAO_PLUGIN_H
#define THONGBAO_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define THONGBAO_ABI_MAJOR 1u
#define THONGBAO_ABI_MINOR 1u

#define THONGBAO_ENTRY_SYMBOL "thongbao_plugin_entry_v1"
#define THONGBAO_TABLE_SERVICE "thongbao.table/1"

#define THONGBAO_EXPORT __attribute__((visibility("default")))

/* Whether the struct that `object` points to, of the given type, is large enough for the field. */
#define THONGBAO_HAS(object, type, field) \
  ((object)->size >= offsetof(type, field) + sizeof((object)->field))

typedef struct thongbao_text {
  const char* bytes;
  size_t size;
} thongbao_text;

/* How a pull ended, and with it who must act. */
typedef int32_t thongbao_status;
enum {
  THONGBAO_OK = 0,
  THONGBAO_CONFIG = 1,       /* the officer: settings are missing or wrong */
  THONGBAO_AUTH = 2,         /* the officer: the platform refuses the credentials */
  THONGBAO_RATE_LIMITED = 3, /* nobody: try again after retry_after_seconds */
  THONGBAO_UNAVAILABLE = 4,  /* nobody: the outside world did not answer; try again later */
  THONGBAO_PROTOCOL = 5,     /* the plugin's author: the platform answered something unknown */
  THONGBAO_UNSUPPORTED = 6,  /* nobody can: the plugin does not do this */
  THONGBAO_INTERNAL = 7      /* the plugin's author: a defect of the plugin */
};

/* One text of a seller with the name of its field, or of an unknown column with its heading. */
typedef struct thongbao_field {
  thongbao_text name;
  thongbao_text text;
} thongbao_field;

/* One account that the plugin read from a row. */
typedef struct thongbao_seller {
  size_t size;
  uint64_t row;                 /* the row it comes from, taken since the last checkpoint */
  const thongbao_field* fields; /* names: account_id, name, url, legal_name, tax_code,
                                   identity_number, representative, address, province, phone,
                                   email, opened_on, status, listing_title, listing_url,
                                   listing_price, listing_observed_on, and since 1.1 commune,
                                   bank_account, bank_name; each at most once */
  size_t field_count;
  const thongbao_field* extra; /* headings that the plugin does not know; at most 1000 */
  size_t extra_count;
} thongbao_seller;

/* A row that the plugin cannot use. The reason and the advice are fixed English sentences, which
 * the host translates; what differs from row to row stands in `value`. */
typedef struct thongbao_rejection {
  size_t size;
  uint64_t row;
  thongbao_text column; /* heading of the column that is to blame, or empty */
  thongbao_text value;  /* what stands there */
  thongbao_text reason;
  thongbao_text advice;
} thongbao_rejection;

/* Why a pull fails. Fixed English sentences, as above; never a secret or personal data. */
typedef struct thongbao_failure {
  size_t size;
  thongbao_text message;
  thongbao_text advice;
  uint32_t retry_after_seconds; /* with THONGBAO_RATE_LIMITED; 0 when not known */
} thongbao_failure;

typedef struct thongbao_row {
  size_t size;
  uint64_t number;            /* row in the officer's file, from 1; grows from row to row */
  const thongbao_text* cells; /* one per heading, texts as the file has them */
  size_t cell_count;
} thongbao_row;

/* Service `thongbao.table/1`: the spreadsheet that the officer handed over, whatever its format.
 * Each function is called by the plugin with the table's own context [pull-thread]. */
typedef struct thongbao_table {
  size_t size;
  void* context;

  /* The number of columns. */
  size_t (*heading_count)(void* context);

  /* The heading of a column, from 0; empty when there is no such column. Valid for the whole
   * pull. */
  thongbao_text (*heading)(void* context, size_t column);

  /* The field whose names in the plugin's manifest fit the column's heading, in any letter case,
   * with or without diacritics; empty for a column that nobody knows. Two columns never have the
   * same field. The required columns of the manifest are there, else pull is not called. Valid
   * for the whole pull. */
  thongbao_text (*field)(void* context, size_t column);

  /* Takes the next row. Gives 1 and fills `row` (whose size the plugin has set), or gives 0 when
   * there is none left, or the host wants no more. The row is valid until the next call. */
  int (*next_row)(void* context, thongbao_row* row);
} thongbao_table;

/* What the host offers during one pull. Made and owned by the host; valid from `create` until
 * `destroy` has returned. Each function is called by the plugin, with `context`, from `create`,
 * `pull` or `destroy` [pull-thread]. */
typedef struct thongbao_host {
  size_t size;
  uint32_t abi_major;
  uint32_t abi_minor;
  void* context;

  /* The service of that name as a pointer to its struct (thongbao_table for
   * THONGBAO_TABLE_SERVICE), or null when this host has none. Valid like the host. */
  const void* (*get_service)(void* context, thongbao_text name);

  /* The setting that the officer gave for this plugin; its key is named in the manifest. Gives 1
   * and fills `value`, or gives 0 when it is not set. Valid like the host. */
  int (*setting)(void* context, thongbao_text key, thongbao_text* value);

  /* Where an earlier, interrupted pull of the same source ended: the plugin's own cursor. Empty:
   * begin at the start. Valid like the host. */
  thongbao_text (*cursor)(void* context);

  /* A line for the host's log, for the plugin's author. Level 0 is trouble, 1 a warning, 2
   * information. Never personal data. Lines behind the 1000th are dropped, and what is over 500
   * bytes. */
  void (*log)(void* context, int level, thongbao_text text);

  /* Hands one seller over. It is kept with the next checkpoint. */
  void (*emit_seller)(void* context, const thongbao_seller* seller);

  /* Says why a row cannot be used; the officer reads it. It is kept with the next checkpoint. */
  void (*reject_row)(void* context, const thongbao_rejection* rejection);

  /* Everything handed over since the last checkpoint is kept now, together with the cursor, or,
   * if the process dies, neither. All rows taken so far are settled: they must not be spoken of
   * again, and after an interruption the pull goes on behind them. For a table the cursor is the
   * number of the last row in decimal digits. At most 10000 sellers and 64 MiB between two. What
   * is handed over behind the last checkpoint is dropped. */
  void (*checkpoint)(void* context, thongbao_text cursor);

  /* 1 when the host wants the pull to end: it was cancelled, or has as many sellers as were asked
   * for. The plugin then makes its checkpoint and returns THONGBAO_OK soon. */
  int (*cancelled)(void* context);

  /* Says why `pull` or `create` is about to give back another status than THONGBAO_OK. */
  void (*explain)(void* context, const thongbao_failure* failure);
} thongbao_host;

/* One plugin at work. The struct belongs to the host, `self` to the plugin. Each function is
 * called by the host, with `self` [pull-thread]. */
typedef struct thongbao_plugin {
  size_t size; /* set by the host before `create` */
  void* self;

  /* Pulls all there is, called once. Must give a sign of life (take a row, hand over, log) more
   * often than every 30 seconds. */
  thongbao_status (*pull)(void* self);

  /* Ends the plugin; called once after a `create` that gave THONGBAO_OK. */
  void (*destroy)(void* self);
} thongbao_plugin;

/* The entry: constant data, readable without running any of the plugin's code. */
typedef struct thongbao_plugin_entry {
  size_t size;
  uint32_t abi_major;     /* THONGBAO_ABI_MAJOR, as the plugin was compiled */
  uint32_t abi_minor;     /* THONGBAO_ABI_MINOR */
  thongbao_text manifest; /* JSON, the same as in `<id>.json` */

  /* Makes the plugin and fills `plugin`; called once by the host [pull-thread]. With another
   * status than THONGBAO_OK nothing was made. */
  thongbao_status (*create)(const thongbao_host* host, thongbao_plugin* plugin);
} thongbao_plugin_entry;

extern THONGBAO_EXPORT const thongbao_plugin_entry thongbao_plugin_entry_v1;

#ifdef __cplusplus
}
#endif

#endif

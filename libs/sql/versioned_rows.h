#ifndef LIBS_SQL_VERSIONED_ROWS_H_
#define LIBS_SQL_VERSIONED_ROWS_H_

// superseded_at of what is current.
#define SUYUAN_CURRENT "9223372036854775807"

// What VersionedRecords::Rows() reads, of the table with the alias r.
#define SUYUAN_RECORD_COLUMNS                                             \
  "r.position, r.kind, r.id, r.first_position, r.number, r.recorded_at, " \
  "r.superseded_at, r.valid_from, r.valid_to, r.principal, r.payload, "   \
  "r.terms "

#endif  // LIBS_SQL_VERSIONED_ROWS_H_

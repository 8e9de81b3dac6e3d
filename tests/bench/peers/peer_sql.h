#ifndef TESTS_BENCH_PEERS_PEER_SQL_H_
#define TESTS_BENCH_PEERS_PEER_SQL_H_

// The questions as recursive SQL, one text for every database.

namespace suyuan::bench {

// $1: a certificate. Each certificate of its chain, itself among them, once or
// twice: with whether it is a root, and whether the reference that led to it
// was in its window on both days of the work (docs/rules.md, V04).
inline constexpr char kChainSql[] = R"(
  WITH RECURSIVE chain(id, begins, ends, is_root, holds) AS (
    SELECT id, begins, ends, is_root, 1 FROM certificates WHERE id = $1
    UNION
    SELECT r.id, r.begins, r.ends, r.is_root,
           CASE WHEN c.begins >= r.ends AND c.ends <= r.valid_to
                     AND c.ends < r.void_from THEN 1 ELSE 0 END
    FROM chain c
    JOIN links l ON l.certificate = c.id
    JOIN certificates r ON r.id = l.reference)
  SELECT id, is_root, holds FROM chain)";

// $1: a standard.
inline constexpr char kAffectedSql[] = R"(
  WITH RECURSIVE affected(id) AS (
    SELECT l.certificate
    FROM certificates c JOIN links l ON l.reference = c.id
    WHERE c.item = $1
    UNION
    SELECT l.certificate
    FROM affected a JOIN links l ON l.reference = a.id)
  SELECT id FROM affected)";

inline constexpr char kCountAffectedSql[] = R"(
  WITH RECURSIVE affected(id) AS (
    SELECT l.certificate
    FROM certificates c JOIN links l ON l.reference = c.id
    WHERE c.item = $1
    UNION
    SELECT l.certificate
    FROM affected a JOIN links l ON l.reference = a.id)
  SELECT count(*) FROM affected)";

// $1: a day. Of two ways to say it the faster one, by far: what rests on a
// broken link is walked once, instead of a chain for each instrument.
inline constexpr char kCoverageSql[] = R"(
  WITH RECURSIVE unsound(id) AS (
    SELECT l.certificate
    FROM links l
    JOIN certificates c ON c.id = l.certificate
    JOIN certificates r ON r.id = l.reference
    WHERE c.begins < r.ends OR c.ends > r.valid_to OR c.ends >= r.void_from
    UNION
    SELECT l.certificate
    FROM unsound u JOIN links l ON l.reference = u.id),
  newest AS (
    SELECT i.id AS item,
           (SELECT c.id FROM certificates c
            WHERE c.item = i.id AND c.ends <= $1 AND c.void_from > $1
            ORDER BY c.ends DESC LIMIT 1) AS id
    FROM instruments i)
  SELECT count(*), count(*) FILTER (WHERE c.valid_to >= $1 AND u.id IS NULL)
  FROM newest n
  LEFT JOIN certificates c ON c.id = n.id
  LEFT JOIN unsound u ON u.id = n.id)";

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_PEERS_PEER_SQL_H_

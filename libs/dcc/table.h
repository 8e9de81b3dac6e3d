#ifndef LIBS_DCC_TABLE_H_
#define LIBS_DCC_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "libs/dcc/document.h"
#include "libs/dcc/points.h"

namespace suyuan::dcc {

// Inside libs/dcc: the quantities of a result as blocks of columns, by the
// rules in points.h. Pointers are into the document, which must outlive them.
struct Cell {
  int quantity = -1;  // index into Document::quantities
  const Series* series = nullptr;
  std::size_t index = 0;

  const Number& number() const { return series->values[index]; }
};

struct Column {
  ColumnRole role = ColumnRole::kUnclassed;
  std::string name;
  std::vector<Cell> cells;
  // Words in place of values (noQuantity, charsXMLList); then no cells.
  std::vector<std::string> words;
  bool states_uncertainty = false;
  // Any of its units has a dimension other than one.
  bool is_dimensional = false;

  // The cell for a row: the only one, or the one in that row; null if none.
  const Cell* At(std::size_t row) const { return dcc::At(cells, row); }
};

struct Block {
  // What its quantities stand in: a list or the result.
  Scope within;
  std::vector<Column> columns;
};

struct Table {
  int result = -1;  // index into Document::results
  std::vector<Block> blocks;
};

// One table for each result that holds quantities, in document order.
// O(quantities and values below results).
std::vector<Table> TablesOf(const Document& document);

// The unit of a cell: index into Document::units, -1 where none is known.
int UnitOf(const Cell& cell);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_TABLE_H_

"""What a sheet is made of: measures by GB/T 9704, styles, fonts, tables, boxes, sections, and the package around them."""

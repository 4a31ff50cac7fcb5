"""The parts of a red-head document (公文) after GB/T 9704-2012, each a function from content to paragraphs."""

"""Random lives of thousands of pass: where they are lived, the plain book that follows their lines, and every hand."""

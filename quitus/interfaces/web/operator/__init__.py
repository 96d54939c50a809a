"""The operator's pages: orders to print and deliver, payments to venues; never those of another operator."""

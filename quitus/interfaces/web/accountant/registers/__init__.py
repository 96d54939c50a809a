"""The registers and accounts of those who hold pass, as the public accountant controls them."""

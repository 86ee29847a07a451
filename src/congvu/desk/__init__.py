"""Staff home: what I must do, the matrix, search. Owns none of the domain."""

"""Who is calling: what a collector must say, what speaks for and against it, and what they owe who owe nothing."""

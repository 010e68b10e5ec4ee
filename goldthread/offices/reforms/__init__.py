"""What a reform act does, worked out on plain values: the same plan is rehearsed and enacted."""

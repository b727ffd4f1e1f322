from library_commands import library, rewrite, rules

__all__ = ["library", "rewrite", "rules"]

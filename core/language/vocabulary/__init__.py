"""The words of each language the grammar knows, one table each."""

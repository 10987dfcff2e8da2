"""What is printed of a season: announcement, book, certificates, lists, labels; values in, bytes out."""

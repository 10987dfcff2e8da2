"""What publishing is by itself: who comes before whom, codes and how they are checked; values in, values out."""

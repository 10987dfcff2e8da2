"""What goes along with papers that are sent up or put away: lists of what is in them, workbooks of values."""

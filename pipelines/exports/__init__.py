"""What leaves Dozor: values as spreadsheets and other programs take them. Pure."""

"""The shape of the house: what every file of the project keeps to."""

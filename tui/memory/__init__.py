"""What Windrow remembers by itself, for each account: changes, days seen, favourites."""

"""What a lesson of pictures needs: pixels, galleries, and what the network says of them."""

"""Label diffusion: labels spread over a plane through random links, and nothing is trained."""

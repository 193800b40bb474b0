"""What a lesson of label diffusion needs: the plane of labels, its layers, links and chains."""

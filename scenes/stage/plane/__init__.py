"""What a lesson of points needs: a map of the answers, and how well unseen points are told."""

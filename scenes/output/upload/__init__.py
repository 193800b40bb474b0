"""What video sites ask for besides the film: captions, title, description, tags, thumbnail; and the folder."""

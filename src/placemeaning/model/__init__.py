"""What things are: texts and positions, anchors, codebook, documents, decisions."""

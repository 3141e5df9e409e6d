"""What a registrar does: registers, numbers, notes, corrects, voids, hands out."""

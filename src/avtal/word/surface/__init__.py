"""What a page shows beside its words: looks, list numbers, pictures, links, boxes, hidden text."""

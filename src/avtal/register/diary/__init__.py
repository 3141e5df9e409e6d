"""What the register has, as it is read: the diary, a case, a version."""

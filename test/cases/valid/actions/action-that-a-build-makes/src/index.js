// Built into dist and lib, which are not committed.

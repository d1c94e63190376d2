"""What runs beside the learner's code: not trusted, standard library only, never imported by the host."""

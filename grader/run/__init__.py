"""Run a submission: the host, the guest, the box around it and the wire between them."""
